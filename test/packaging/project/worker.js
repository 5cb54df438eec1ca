/** A Cloudflare Worker: the WebAssembly is imported by the package itself. */
import { baseline, check } from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { runScenario } from './scenario.js';

export default {
  async fetch() {
    return Response.json(await runScenario({ engine: await createEngine(), baseline, check }));
  },
};
