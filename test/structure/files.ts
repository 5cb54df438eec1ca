/** The files of the repository, by folder; paths are relative to its root and use `/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function exists(path: string): boolean {
  return existsSync(join(root, path));
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** All files below a folder whose name ends in `ending`, in name order; none when there is no such folder. */
export function filesUnder(folder: string, ending: string): string[] {
  if (!exists(folder)) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
