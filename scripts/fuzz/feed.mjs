/**
 * Feeds one kind of document for a while: `node scripts/fuzz/feed.mjs KIND SECONDS FOUND CORPUS CRASHERS`, as
 * scripts/fuzz.mjs calls it. A thread does the work; this one sees whether it still moves, and keeps what it hangs on.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { createCoverage } from './coverage.mjs';
import { mutate } from './mutate.mjs';

const MOST_BYTES = 64 * 1024;
const HANG_MS = 10_000;
/** A run without a crasher ends with its time; one with so many is worth looking at first. */
const MOST_CRASHERS = 10;

const nameOf = (bytes) => createHash('sha1').update(bytes).digest('hex');

function keep(folder, bytes, fault) {
  const name = nameOf(bytes);
  writeFileSync(join(folder, name), bytes);
  console.log(`${fault}\n  kept as ${join(folder, name)}`);
}

/** The numbers of one run are those of another with the same seed. */
function createRandom(seed) {
  let state = seed >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

function readInputs(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name))) : [];
}

async function work({ kind, seconds, found, corpus, crashers, seed, shared }) {
  const { findFault } = await import('./documents.mjs');
  const [turn, length, current] = [
    new Int32Array(shared, 0, 1),
    new Int32Array(shared, 4, 1),
    new Uint8Array(shared, 8),
  ];
  const coverage = createCoverage((url) => /\/packages\/tidemark\/dist\/|\/node_modules\/yaml\//.test(url));
  const random = createRandom(seed);
  const run = async (bytes) => {
    current.set(bytes);
    length[0] = bytes.length;
    Atomics.add(turn, 0, 1);
    const fault = await findFault(kind, bytes);
    return { fault, isNew: coverage.look() };
  };
  const inputs = [];
  for (const bytes of [...readInputs(corpus), ...readInputs(found)]) {
    const { fault } = await run(bytes.subarray(0, MOST_BYTES));
    if (fault !== null) keep(crashers, bytes, fault);
    inputs.push(bytes.subarray(0, MOST_BYTES));
  }
  const [atFirst, blocksAtFirst] = [inputs.length, coverage.size];
  const endAt = performance.now() + 1000 * seconds;
  let [runs, faults] = [0, 0];
  const places = new Set();
  while (performance.now() < endAt && faults < MOST_CRASHERS) {
    // What was found last is tried more often.
    const index = random(2) === 0 ? random(inputs.length) : inputs.length - 1 - random(Math.min(inputs.length, 16));
    const bytes = mutate(inputs[index], inputs, random);
    const { fault, isNew } = await run(bytes);
    runs += 1;
    const place = fault?.split('\n').slice(0, 3).join('\n').replaceAll(/\d+/g, '') ?? null;
    if (place !== null && !places.has(place)) {
      places.add(place);
      keep(crashers, bytes, fault);
      faults += 1;
    } else if (fault === null && isNew) {
      writeFileSync(join(found, nameOf(bytes)), bytes);
      inputs.push(bytes);
    }
  }
  console.log(
    `${runs} runs, ${atFirst} inputs at first and ${inputs.length} now, ${blocksAtFirst} blocks at first and ${coverage.size} now, ${faults} promises broken`,
  );
  process.exitCode = faults === 0 ? 0 : 1;
}

function watch([kind, seconds, found, corpus, crashers]) {
  const shared = new SharedArrayBuffer(8 + MOST_BYTES);
  const seed = Date.now() | 0;
  console.log(`seed ${seed}`);
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { kind, seconds: Number(seconds), found, corpus, crashers, seed, shared },
  });
  const [turn, length, current] = [
    new Int32Array(shared, 0, 1),
    new Int32Array(shared, 4, 1),
    new Uint8Array(shared, 8),
  ];
  let [last, since] = [0, performance.now()];
  const timer = setInterval(() => {
    if (turn[0] !== last) [last, since] = [turn[0], performance.now()];
    if (last === 0 || performance.now() - since < HANG_MS) return;
    clearInterval(timer);
    keep(crashers, current.slice(0, length[0]), `expected an end, found none within ${HANG_MS} ms`);
    process.exitCode = 1;
    void worker.terminate();
  }, 500);
  worker.on('error', (error) => {
    keep(crashers, current.slice(0, length[0]), `expected a thread that lives on, found ${error.stack ?? error}`);
    process.exitCode = 1;
  });
  worker.on('exit', (code) => {
    clearInterval(timer);
    process.exitCode ||= code;
  });
}

if (isMainThread) watch(process.argv.slice(2));
else await work(workerData);
