/** CommonJS: no entry has a top-level await, so `require()` takes the ES modules. */
const { baseline, check } = require('tidemark');
const { createEngine } = require('tidemark/engine');
require('tidemark/engine/slim');
require('tidemark/report');
const { runScenario } = require('./scenario.js');

async function main() {
  console.log(JSON.stringify(await runScenario({ engine: await createEngine(), baseline, check })));
}

void main();
