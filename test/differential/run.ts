/**
 * Random data sets through the addon at each level of instructions and through WebAssembly, in pieces and merged from
 * parts in any order: `npm run differential -- [COUNT] [FIRST-SEED]`. The seed of a case that fails is printed.
 */
import { nativeCandidate } from '../../packages/tidemark/dist/engine/backend/native.js';
import { createEngineOver } from '../../packages/tidemark/dist/engine/engine.js';
import { createEngine } from '../../packages/tidemark/dist/engine/entry/node.js';
import { callJson } from '../../packages/tidemark/dist/engine/profile.js';
import { type Contender, findDifference } from './compare.ts';
import { makeDataSet } from './data-set.ts';
import { Random } from '../support/random.ts';

const [count, firstSeed] = [process.argv[2] ?? '10000', process.argv[3] ?? '1'].map(Number) as [number, number];
if (!Number.isSafeInteger(count) || !Number.isSafeInteger(firstSeed)) {
  console.error('expected a number of cases and a first seed, found something else');
  process.exit(64);
}

const contenders: Contender[] = [];
const native = await nativeCandidate.load();
if ('unavailable' in native) {
  console.log(`There is no addon here: ${native.unavailable}`);
} else {
  const engine = createEngineOver(native, { name: 'native', tried: [] });
  const levels = ['baseline', 'avx2', 'avx512'].filter((level) => callJson(native, 'limit_level', level) === level);
  for (const level of levels) {
    contenders.push({ name: `native, ${level}`, engine, use: () => void callJson(native, 'limit_level', level) });
  }
}
contenders.push({ name: 'WebAssembly', engine: await createEngine({ backend: 'wasm' }), use: () => {} });

let failed = 0;
for (let seed = firstSeed; seed < firstSeed + count; seed++) {
  const random = new Random(seed);
  // Most cases are small; some are large enough for windows, several batches and threads.
  const data = makeDataSet(random, seed % 100 === 0 ? 20_000 : 120);
  const difference = findDifference(data, contenders, random);
  if (difference !== undefined) {
    failed += 1;
    console.log(`seed ${seed} (${data.form}): ${difference}`);
  }
}
console.log(`Compared: ${contenders.map(({ name }) => name).join('; ')}`);
console.log(`${count - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
