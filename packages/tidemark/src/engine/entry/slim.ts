/** The engine where the caller brings the WebAssembly: this entry imports none and knows no platform. */
import { type WasmSource, wasmCandidate } from '../backend/wasm-candidate.js';
import type { Engine } from '../port.js';
import { selectEngine } from '../select-engine.js';

export * from '../face.js';
export type { WasmSource };

/** What the caller brings: `tidemark/engine/tidemark_bg.wasm` as a module, as bytes, or as a response or address of them. */
export interface SlimEngineOptions {
  readonly wasm: WasmSource | Promise<WasmSource>;
}

/** Makes an engine; `unsupported` when the module cannot be compiled here, `not-found` when it cannot be fetched. */
export function createEngine({ wasm }: SlimEngineOptions): Promise<Engine> {
  return selectEngine([wasmCandidate(() => wasm)], {});
}
