/** A Cloudflare Worker that imports the WebAssembly itself and hands it over. */
import { baseline, check } from 'tidemark';
import wasm from 'tidemark/engine/tidemark_bg.wasm';
import { createEngine } from 'tidemark/engine/slim';
import { runScenario } from './scenario.js';

export default {
  async fetch() {
    return Response.json(await runScenario({ engine: await createEngine({ wasm }), baseline, check }));
  },
};
