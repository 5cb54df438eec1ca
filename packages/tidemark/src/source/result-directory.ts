/** The files of a result in a directory. */
import { notFound } from './errors.js';

/** What a result directory holds; null for a file that is not there and need not be. Statistics, large, in chunks. */
export interface ResultFiles {
  readonly statistics: AsyncIterable<Uint8Array>;
  readonly violations: Uint8Array;
  readonly constraints: Uint8Array | null;
  readonly baselineStatistics: AsyncIterable<Uint8Array> | null;
  readonly verdict: Uint8Array | null;
  readonly profile: Uint8Array | null;
}

export async function readResultDirectory(address: string | URL): Promise<ResultFiles> {
  const { isDirectory, readChunksIfPresent, readIfPresent, toPath } = await import('#files');
  const path = toPath(address);
  if (!(await isDirectory(path))) throw notFound(path, 'no directory of results');
  const read = (name: string): Promise<Uint8Array | null> => readIfPresent(`${path}/${name}`);
  const [statistics, violations, constraints, baselineStatistics, verdict, profile] = await Promise.all([
    readChunksIfPresent(`${path}/statistics.json`),
    read('constraint_violations.json'),
    read('constraints.json'),
    readChunksIfPresent(`${path}/baseline_statistics.json`),
    read('verdict.json'),
    read('profile.tide'),
  ]);
  if (!statistics) throw notFound(`${path}/statistics.json`);
  if (!violations) throw notFound(`${path}/constraint_violations.json`);
  return { statistics, violations, constraints, baselineStatistics, verdict, profile };
}
