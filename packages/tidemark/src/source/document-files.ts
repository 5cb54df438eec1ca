/** The documents of a directory by name, those that are there. */

/** Null when the address is no directory, or holds none of the files. */
export async function readDocumentFiles(
  address: string | URL,
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, Uint8Array | null>> | null> {
  const { isDirectory, readIfPresent, toPath } = await import('#files');
  const path = toPath(address);
  if (!(await isDirectory(path))) return null;
  const read = await Promise.all(
    Object.entries(files).map(async ([name, file]) => [name, await readIfPresent(`${path}/${file}`)] as const),
  );
  return read.some(([, bytes]) => bytes !== null) ? Object.fromEntries(read) : null;
}
