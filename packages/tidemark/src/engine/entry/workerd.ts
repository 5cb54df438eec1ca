/** The engine in workerd (Cloudflare Workers): WebAssembly, imported as a module, since no bytes may be compiled there. */
import module from '../../../wasm/tidemark_bg.wasm';
import { wasmCandidate } from '../backend/wasm-candidate.js';
import type { Engine } from '../port.js';
import { type EngineOptions, selectEngine } from '../select-engine.js';

export * from '../face.js';

const candidate = wasmCandidate(() => module);

/** Makes an engine; `engine.backend` says what serves it. */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return selectEngine([candidate], options);
}
