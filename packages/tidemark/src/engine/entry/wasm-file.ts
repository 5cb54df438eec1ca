/** The WebAssembly module as the file that lies beside the code, where there is a file system. */
import { readFile } from 'node:fs/promises';
import type { Candidate } from '../backend/select.js';
import { wasmCandidate } from '../backend/wasm-candidate.js';

export const wasmFileCandidate: Candidate = wasmCandidate(
  async () => new Uint8Array(await readFile(new URL('../../../wasm/tidemark_bg.wasm', import.meta.url))),
);
