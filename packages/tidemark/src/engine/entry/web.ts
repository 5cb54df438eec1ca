/** The engine in browsers and service workers: WebAssembly, fetched from beside the code, or from where a bundler puts it. */
import { wasmCandidate } from '../backend/wasm-candidate.js';
import type { Engine } from '../port.js';
import { type EngineOptions, selectEngine } from '../select-engine.js';

export * from '../face.js';

// Bundlers know this very expression and emit the file.
const candidate = wasmCandidate(() => new URL('../../../wasm/tidemark_bg.wasm', import.meta.url));

/** Makes an engine; `engine.backend` says what serves it. */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return selectEngine([candidate], options);
}
