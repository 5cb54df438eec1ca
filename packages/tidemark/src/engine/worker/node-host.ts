/** The script of a worker thread of Node: the engine of its entry, or one over the module that it is given. */
import { parentPort } from 'node:worker_threads';
import { expose } from '../../libraries/comlink.js';
import { createWasmBackend } from '../backend/wasm.js';
import { createEngineOver } from '../engine.js';
import { createEngine } from '../entry/node.js';
import { toEndpoint } from './node-endpoint.js';
import { createService } from './service.js';

const service = createService(({ module, backend }) =>
  module === undefined
    ? createEngine(backend === undefined ? {} : { backend })
    : Promise.resolve(createEngineOver(createWasmBackend(module), { name: 'wasm', tried: [] })),
);

if (parentPort !== null) expose(service, toEndpoint(parentPort));
