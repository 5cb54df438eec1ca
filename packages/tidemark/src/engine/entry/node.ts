/** The engine in Node: the native addon, else WebAssembly. `TIDEMARK_BACKEND=native|wasm` forces one. */
import { readFile } from 'node:fs/promises';
import { nativeCandidate } from '../backend/native.js';
import { type Candidate, selectBackend } from '../backend/select.js';
import { createWasmBackend } from '../backend/wasm.js';
import { createEngineOver } from '../engine.js';
import type { Engine } from '../port.js';

export { type ErrorCode, isTidemarkError, TidemarkError } from '../errors.js';
export * from '../measures.js';
export type * from '../port.js';
export type * from '../statistics.js';

const wasmCandidate: Candidate = {
  name: 'wasm',
  load: async () => {
    const bytes = await readFile(new URL('../../../wasm/tidemark_bg.wasm', import.meta.url));
    return createWasmBackend(await WebAssembly.compile(bytes));
  },
};

/** Options of the engine. */
export interface EngineOptions {
  /** Only this backend, instead of the first that is available. */
  readonly backend?: 'native' | 'wasm';
}

/** Makes an engine; `engine.backend` says what serves it, and why not something else. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const forced = options.backend ?? process.env['TIDEMARK_BACKEND'];
  const { backend, info } = await selectBackend([nativeCandidate, wasmCandidate], forced === '' ? undefined : forced);
  return createEngineOver(backend, info);
}
