/** The script of a web worker: an engine over the WebAssembly module that it is given. */
import { expose } from '../../libraries/comlink.js';
import { createWasmBackend } from '../backend/wasm.js';
import { createEngineOver } from '../engine.js';
import { createService } from './service.js';

expose(
  createService(({ module }) => {
    if (module === undefined) throw new TypeError('expected a compiled module, found none');
    return Promise.resolve(createEngineOver(createWasmBackend(module), { name: 'wasm', tried: [] }));
  }),
);
