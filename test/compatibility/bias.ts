/** Runs a bias case through the public API, as Clarify would. */
import { baseline, type BytesPart, check, type KindBaselineOf, type KindOptionsOf, openBaseline } from 'tidemark';
import type { Case, Side } from './case.ts';
import { type Documents, readDocument } from './documents.ts';
import { readData, readFileOf, toSpecs } from './sources.ts';

type Options = KindOptionsOf<'bias'>;

const MONITOR = { monitor: 'bias', compat: 'sagemaker' } as const;

export async function runBias(test: Case): Promise<Documents> {
  const base = await makeBaseline(test);
  if (test.current === undefined) return { analysis: base.analysis };
  const { sources, options } = await readSide(test, test.current);
  const { analysis, violations } = await check(sources, base, options);
  return { analysis, violations: { version: '1.0', violations } };
}

async function makeBaseline(test: Case): Promise<KindBaselineOf<'bias'>> {
  const analysis = await readDocument(test, test.baseline, 'analysis');
  if (analysis !== null) return openBaseline({ analysis, config: await readConfig(test) }, MONITOR);
  const { sources, options } = await readSide(test, test.baseline);
  return baseline(sources, options);
}

/** Rows as the case says they are read; or the analysis of a window, which goes by its name. */
async function readSide(
  test: Case,
  side: Side,
): Promise<{ readonly sources: readonly Uint8Array[] | BytesPart; readonly options: Options }> {
  const analysis = await readDocument(test, side, 'analysis');
  if (analysis !== null) return { sources: toPart(analysis), options: MONITOR };
  const specs = toSpecs(side);
  const { sources, format, header, exclude } = await readData(test, specs);
  const { groundTruth, inference, probability, features, probabilityThreshold } = specs[0] ?? {};
  const config = await readConfig(test);
  return {
    sources,
    options: {
      ...MONITOR,
      format,
      header,
      ...(exclude.length > 0 && { exclude }),
      ...(config !== null && { analysisConfig: config }),
      ...(groundTruth !== undefined && { label: groundTruth }),
      ...(inference !== undefined && { prediction: inference }),
      ...(probability !== undefined && { probability }),
      ...(features !== undefined && { features }),
      ...(probabilityThreshold !== undefined && { probabilityThreshold }),
    },
  };
}

function toPart(document: Uint8Array | object): BytesPart {
  const bytes = document instanceof Uint8Array ? document : Buffer.from(JSON.stringify(document));
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes;
  };
  return { name: 'analysis.json', open };
}

async function readConfig(test: Case): Promise<Uint8Array | object | null> {
  const { config } = test;
  if (config === undefined) return null;
  return typeof config === 'string' ? readFileOf(test, config) : config;
}
