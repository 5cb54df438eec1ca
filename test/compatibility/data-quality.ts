/** Runs a data-quality case through the public API, as Model Monitor would. */
import { type Baseline, baseline, check, openBaseline } from 'tidemark';
import type { Case } from './case.ts';
import { type Documents, readDocument } from './documents.ts';
import { type Data, readData, toSpecs } from './sources.ts';

const COMPAT = { compat: 'sagemaker' } as const;

export async function runDataQuality(test: Case): Promise<Documents> {
  const base = await makeBaseline(test);
  if (test.current === undefined) return { statistics: base.statistics, constraints: base.constraints };
  const { sources, ...options } = await readData(test, toSpecs(test.current));
  // The k-th column of a capture record has the name of the k-th feature of the baseline.
  const names = base.constraints?.features.map(({ name }) => name);
  const reading = { ...toOptions(options), ...(options.format === 'capture' && names && { names }) };
  const { statistics, constraints, violations } = await check(sources, base, { ...reading, ...COMPAT });
  return { statistics, constraints, violations: { violations } };
}

/** The baseline of a case: a document given beside a source replaces the one computed from it. */
async function makeBaseline(test: Case): Promise<Baseline> {
  const specs = toSpecs(test.baseline);
  const [statistics, constraints] = await Promise.all([
    readDocument(test, test.baseline, 'statistics'),
    readDocument(test, test.baseline, 'constraints'),
  ]);
  if (specs.length === 0) return openBaseline({ statistics, constraints }, COMPAT);
  const { sources, ...options } = await readData(test, specs);
  const made = await baseline(sources, { ...toOptions(options), ...COMPAT });
  if (statistics === null && constraints === null) return made;
  return openBaseline(
    { statistics: statistics ?? made.statistics, constraints: constraints ?? made.constraints },
    COMPAT,
  );
}

function toOptions({ format, header, exclude }: Omit<Data, 'sources'>) {
  return { format, header, ...(exclude.length > 0 && { exclude }) };
}
