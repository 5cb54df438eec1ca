/** Files of reference cases: JSON of the schema `reference-cases/1` below a folder. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const SCHEMA = 'reference-cases/1';

/** A number as the files write it: those that JSON has no word for are strings. */
export type Numeric = number | 'NaN' | 'Infinity' | '-Infinity';

/** How near a number must be: absolutely, or relative to the expected one. A bare number is both. */
export type Tolerance = number | { readonly abs?: number; readonly rel?: number };

/** A file, as far as all families agree. */
export interface ReferenceFile {
  readonly place: string;
  readonly path: string;
  /** The file as it is written: JavaScript's numbers do not say whether there was a point. */
  readonly text: string;
  readonly family: string;
  readonly tolerance?: Tolerance;
  readonly [part: string]: unknown;
}

/** The files below a folder, or the one file, in the order of their paths. */
export async function findReferenceFiles(path: string): Promise<ReferenceFile[]> {
  const isFolder = (await stat(path)).isDirectory();
  const places = isFolder ? (await readdir(path, { recursive: true })).toSorted() : [''];
  const files: ReferenceFile[] = [];
  for (const place of places.filter((each) => !isFolder || each.endsWith('.json'))) {
    const text = await readFile(join(path, place), 'utf8');
    const content = JSON.parse(text) as { schema?: unknown; family: string };
    if (content.schema === SCHEMA)
      files.push({ ...content, place: place === '' ? path : place, path: join(path, place), text });
  }
  return files;
}

export function toNumber(value: Numeric): number {
  return Number(value);
}

export function toNumbers(values: readonly Numeric[]): number[] {
  return values.map(toNumber);
}
