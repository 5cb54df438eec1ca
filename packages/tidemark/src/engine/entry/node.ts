/** The engine in Node: the native addon, else WebAssembly. `TIDEMARK_BACKEND=native|wasm` forces one. */
import { nativeCandidate } from '../backend/native.js';
import type { Engine } from '../port.js';
import { type EngineOptions, selectEngine } from '../select-engine.js';
import { wasmFileCandidate } from './wasm-file.js';

export * from '../face.js';

/** Makes an engine; `engine.backend` says what serves it, and why not something else. */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return selectEngine([nativeCandidate, wasmFileCandidate], options, process.env['TIDEMARK_BACKEND']);
}
