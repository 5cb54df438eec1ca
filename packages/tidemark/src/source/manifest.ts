/** The manifest that a transform job writes: `[{"prefix": …}, "file", …]`, a list of files in place of data. */
import { TidemarkError } from '../engine/errors.js';
import { unreachableManifest } from './errors.js';
import { readWhole } from './read-bytes.js';

/** The paths of the files that a manifest names; relative ones lie beside it. */
export async function readManifest(name: string, chunks: AsyncIterable<Uint8Array>): Promise<string[]> {
  const [first, ...files] = parse(name, new TextDecoder().decode(await readWhole(chunks)));
  const prefix = (first as { prefix?: unknown } | null | undefined)?.prefix;
  if (typeof prefix !== 'string' || !files.every((file) => typeof file === 'string')) throw notAManifest(name);
  if (/^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(prefix)) throw unreachableManifest(name, prefix);
  const isAbsolute = /^(file:|[/\\]|[a-z]:[/\\])/i.test(prefix);
  const folder = isAbsolute ? '' : name.replace(/[^/\\]*$/, '');
  return files.map((file) => `${folder}${prefix}${file}`);
}

function parse(name: string, text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // Like what is JSON and no list.
  }
  throw notAManifest(name);
}

function notAManifest(name: string): TidemarkError {
  return new TidemarkError(
    'invalid-data',
    `expected [{"prefix": …}, "file", …] in the manifest ${name}, found something else; check the file`,
    { details: { source: name } },
  );
}
