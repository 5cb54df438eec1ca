/** Writes results where a path says: each file whole, the directory made if need be. */

/** The extension of a path with its dot, in lower case; empty for a directory-like path. */
export function toExtension(path: string): string {
  return /\.[^./\\]+$/.exec(path)?.[0].toLowerCase() ?? '';
}

export async function saveFile(path: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  const { writeWhole } = await import('#files');
  await writeWhole(path, content);
}

export async function saveDirectory(
  path: string,
  files: readonly { readonly name: string; readonly content: string | Uint8Array | Iterable<string> }[],
): Promise<void> {
  for (const { name, content } of files) await saveFile(`${path}/${name}`, content);
}
