/** Runs a model-quality case through the public API, as Model Monitor would. */
import { baseline, check, type KindOptionsOf, openBaseline, type Source } from 'tidemark';
import type { Case, Side, SourceSpec } from './case.ts';
import { type Documents, readDocument } from './documents.ts';
import { readData, toSpecs } from './sources.ts';

type Options = KindOptionsOf<'model-quality'>;

const MONITOR = { monitor: 'model-quality', compat: 'sagemaker' } as const;

export async function runModelQuality(test: Case): Promise<Documents> {
  const base = await makeBaseline(test);
  if (test.current === undefined) return toDocuments(base.toJSON());
  const { sources, options } = await readSide(test, test.current);
  return toDocuments((await check(sources, base, options)).toJSON());
}

/** A document given beside a source replaces the one computed from it. */
async function makeBaseline(test: Case): ReturnType<typeof openBaseline<'model-quality'>> {
  const { source } = test.baseline;
  const given = {
    statistics: await readDocument(test, test.baseline, 'statistics'),
    constraints: await readDocument(test, test.baseline, 'constraints'),
  };
  if (source === undefined) return openBaseline(given, MONITOR);
  const { sources, options } = await readSide(test, test.baseline);
  const made = await baseline(sources, options);
  if (given.statistics === null && given.constraints === null) return made;
  const { statistics, constraints } = toDocuments(made.toJSON());
  return openBaseline(
    {
      statistics: given.statistics ?? (statistics as object),
      constraints: given.constraints ?? (constraints as object),
    },
    MONITOR,
  );
}

/** Rows as the case says they are read; or the statistics of a window, which are checked as they stand. */
async function readSide(test: Case, side: Side): Promise<{ sources: Source; options: Options }> {
  const statistics = await readDocument(test, side, 'statistics');
  if (statistics !== null) {
    const bytes = statistics instanceof Uint8Array ? statistics : Buffer.from(JSON.stringify(statistics));
    return { sources: bytes, options: MONITOR };
  }
  const specs = toSpecs(side);
  const { sources, format, header } = await readData(test, specs);
  return { sources, options: { ...MONITOR, ...toModelOptions(test, specs[0]), format, header } };
}

function toModelOptions({ problem }: Case, spec: SourceSpec | undefined): Partial<Options> {
  const { groundTruth, inference, probability, probabilityThreshold } = spec ?? {};
  return {
    ...(problem !== undefined && { problem }),
    ...(groundTruth !== undefined && { label: groundTruth }),
    ...(inference !== undefined && { prediction: inference }),
    ...(probability !== undefined && { probability }),
    ...(probabilityThreshold !== undefined && { probabilityThreshold }),
  };
}

function toDocuments(json: object): Documents {
  const { statistics, constraints, violations } = json as Readonly<Record<string, unknown>>;
  return { statistics, constraints, ...(violations !== undefined && { violations: { violations } }) };
}
