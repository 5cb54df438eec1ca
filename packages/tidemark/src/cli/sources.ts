/** Arguments that name sources: paths and patterns as they are, `-` for standard input. */
import { Readable } from 'node:stream';
import type { Source } from '../index.js';

export function toSource(names: readonly string[]): Source {
  const sources = names.map((name): Source => (name === '-' ? readStandardInput() : name));
  const [only] = sources;
  return sources.length === 1 && only !== undefined ? only : sources;
}

function readStandardInput(): Source {
  return Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
}
