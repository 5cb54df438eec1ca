/** The sources of a case as bytes: gzip undone, names that the case gives put before the rows. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Case, Side, SourceSpec } from './case.ts';

/** What a side is read from. */
export interface Data {
  readonly sources: readonly Uint8Array[];
  readonly format: 'csv' | 'json' | 'jsonl' | 'capture';
  readonly header: boolean;
  readonly exclude: readonly string[];
}

export function toSpecs({ source }: Side): SourceSpec[] {
  if (source === undefined) return [];
  const specs = Array.isArray(source) ? (source as readonly (string | SourceSpec)[]) : [source as string | SourceSpec];
  return specs.map((spec) => (typeof spec === 'string' ? { file: spec } : spec));
}

/** The format of a source by its name, `.gz` aside, unless the case says it. */
export function toFormat({ file, format }: SourceSpec): string {
  return format ?? /\.([^.]+)$/.exec(file.replace(/\.gz$/, ''))?.[1] ?? 'csv';
}

export async function readFileOf({ folder }: Case, file: string): Promise<Uint8Array> {
  const bytes = await readFile(join(folder, file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export async function readData(test: Case, specs: readonly SourceSpec[]): Promise<Data> {
  const sources = await Promise.all(
    specs.map(async (spec) => withNames(await readFileOf(test, spec.file), spec.columns)),
  );
  const isNamed = specs.some((spec) => spec.columns !== undefined || spec.header !== false);
  const format = toFormat(specs[0] ?? { file: '' }) as Data['format'];
  return { sources, format, header: isNamed, exclude: specs[0]?.exclude ?? [] };
}

function withNames(bytes: Uint8Array, columns: readonly string[] | undefined): Uint8Array {
  if (columns === undefined) return bytes;
  const names = columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
  return Buffer.concat([Buffer.from(`${names}\n`), bytes]);
}
