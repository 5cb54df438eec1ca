/** How large the engine's WebAssembly module is, as it lies and as it is served. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rustcOf } from './rustc.mjs';
import { textOf } from '../setup/stamps.mjs';
import { library, setupFolder } from '../support/places.mjs';

/** What a page may have to fetch: docs/design/models.md. */
const mostPackedBytes = 350 * 1024;

/** Which compiler made the module. */
export function wasmCompiler() {
  const isSystem = textOf(join(setupFolder, 'wasm.stamp')).endsWith(' system');
  return rustcOf(isSystem ? '/usr/bin/rustc' : 'rustc');
}

export function measureWasmSize() {
  const bytes = readFileSync(join(library, 'wasm/tidemark_bg.wasm'));
  const packed = gzipSync(bytes, { level: 9 });
  const lines = [`plain  ${bytes.length} bytes`, `gzip -9  ${packed.length} bytes`];
  const isTooLarge = packed.length > mostPackedBytes;
  return {
    text: `${[wasmCompiler(), ...lines].join('\n')}\n`,
    faults: isTooLarge ? [`expected at most ${mostPackedBytes} bytes packed, found ${packed.length}`] : [],
  };
}
