/** CommonJS: no entry has a top-level await, so `require()` takes the ES modules. */
const { baseline, check } = require('tidemark');
const { createEngine } = require('tidemark/engine');
const slim = require('tidemark/engine/slim');
const { toCheckText } = require('tidemark/report');
const { runScenario } = require('./scenario.js');

async function main() {
  if (![slim.createEngine, toCheckText].every((entry) => typeof entry === 'function')) {
    throw new Error('expected what the other entries export, found nothing');
  }
  console.log(JSON.stringify(await runScenario({ engine: await createEngine(), baseline, check })));
}

void main();
