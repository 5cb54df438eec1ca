/** The WebAssembly brought by the caller: as bytes, which in Node is one way among several. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { baseline, check } from 'tidemark';
import { createEngine } from 'tidemark/engine/slim';
import { runScenario } from './scenario.js';

const wasm = readFile(fileURLToPath(import.meta.resolve('tidemark/engine/tidemark_bg.wasm')));
console.log(JSON.stringify(await runScenario({ engine: await createEngine({ wasm }), baseline, check })));
