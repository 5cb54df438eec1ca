/** The files of a stored baseline in a directory. */

/** What a baseline directory holds; null for a file that is not there. */
export interface BaselineFiles {
  readonly statistics: Uint8Array | null;
  readonly constraints: Uint8Array | null;
  readonly profile: Uint8Array | null;
}

/** The files of the baseline at a path; null when it is no directory or holds none of them. */
export async function readBaselineDirectory(address: string | URL): Promise<BaselineFiles | null> {
  const { isDirectory, readIfPresent, toPath } = await import('#files');
  const path = toPath(address);
  if (!(await isDirectory(path))) return null;
  const [statistics, constraints, profile] = await Promise.all(
    ['statistics.json', 'constraints.json', 'profile.tide'].map((name) => readIfPresent(`${path}/${name}`)),
  );
  if (!statistics && !constraints && !profile) return null;
  return { statistics: statistics ?? null, constraints: constraints ?? null, profile: profile ?? null };
}
