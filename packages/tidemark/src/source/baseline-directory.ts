/** The files of a stored baseline in a directory. */

/** What a baseline directory holds; null for a file that is not there. */
export interface BaselineFiles {
  /** In chunks, for it can be large; each is good until the next is asked for. */
  readonly statistics: AsyncIterable<Uint8Array> | null;
  readonly constraints: Uint8Array | null;
  readonly profile: Uint8Array | null;
  /** What features contribute to a model, or another document of that name. */
  readonly analysis: Uint8Array | null;
}

/** The files of the baseline at a path; null when it is no directory or holds none of them. */
export async function readBaselineDirectory(address: string | URL): Promise<BaselineFiles | null> {
  const { isDirectory, readChunksIfPresent, readIfPresent, toPath } = await import('#files');
  const path = toPath(address);
  if (!(await isDirectory(path))) return null;
  const [statistics, constraints, profile, analysis] = await Promise.all([
    readChunksIfPresent(`${path}/statistics.json`),
    readIfPresent(`${path}/constraints.json`),
    readIfPresent(`${path}/profile.tide`),
    readIfPresent(`${path}/analysis.json`),
  ]);
  return statistics || constraints || profile ? { statistics, constraints, profile, analysis } : null;
}
