/** An ES module in Node and in Deno. */
import { baseline, check } from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { runScenario } from './scenario.js';

console.log(JSON.stringify(await runScenario({ engine: await createEngine(), baseline, check })));
