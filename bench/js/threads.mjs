/**
 * How much threads and workers gain: columns in memory and a CSV, on one and on two, in turn. Prints medians of wall and
 * CPU time. `node bench/js/threads.mjs [rows of the columns] [rows of the CSV] [rounds]`
 */
import { readFileSync } from 'node:fs';
import { createEngine } from 'tidemark/engine';
import { createEngine as createWorkerEngine } from 'tidemark/engine/worker';
import { csvFile } from '../datasets.mjs';

const [columnRows = 10_000_000, csvRows = 1_000_000, rounds = 5] = process.argv.slice(2).map(Number);
const COLUMNS = 10;
const STEP_BYTES = 1 << 20;

function createColumns(rows) {
  return Array.from({ length: COLUMNS }, (_, column) => {
    let state = column + 1;
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      values[row] = Math.sqrt(state / 4_294_967_296) * 100;
    }
    return { name: `x${column}`, values };
  });
}

async function profileColumns(engine, columns, options) {
  const profiler = await engine.openProfiler(options);
  await profiler.pushColumns(columns);
  return (await profiler.finish()).profile;
}

async function profileBytes(engine, bytes, options) {
  const profiler = await engine.openProfiler(options);
  for (let start = 0; start < bytes.length; start += STEP_BYTES) {
    await profiler.pushBytes(bytes.subarray(start, start + STEP_BYTES));
  }
  return (await profiler.finish()).profile;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

async function compare(title, cases) {
  const times = cases.map(() => []);
  let expected;
  for (let round = 0; round < rounds; round++) {
    for (const [index, { name, run }] of cases.entries()) {
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      const profile = await run();
      const { user, system } = process.cpuUsage(cpu);
      times[index].push({ wall: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 });
      const bytes = Buffer.from(await profile.toBytes());
      expected ??= bytes;
      if (!bytes.equals(expected)) throw new Error(`${name} made other bytes`);
      profile[Symbol.dispose]();
    }
  }
  console.log(title);
  const walls = times.map((each) => median(each.map(({ wall }) => wall)));
  for (const [index, { name }] of cases.entries()) {
    const cpu = median(times[index].map((time) => time.cpu));
    const gain = walls[index - (index % 2)] / walls[index];
    console.log(
      `  ${name.padEnd(20)} ${walls[index].toFixed(3)} s wall  ${cpu.toFixed(3)} s CPU  ${gain.toFixed(2)} x`,
    );
  }
}

const native = await createEngine({ backend: 'native' });
const pools = [];
for (const workers of [1, 2]) pools.push(await createWorkerEngine({ backend: 'wasm', workers }));

const cases = (profile, data) => [
  { name: 'native, 1 thread', run: () => profile(native, data, { threads: 1 }) },
  { name: 'native, 2 threads', run: () => profile(native, data, { threads: 2 }) },
  { name: 'wasm, 1 worker', run: () => profile(pools[0], data) },
  { name: 'wasm, 2 workers', run: () => profile(pools[1], data) },
];
await compare(`${COLUMNS} columns of ${columnRows} doubles`, cases(profileColumns, createColumns(columnRows)));
const csv = readFileSync(await csvFile(csvRows, 20));
await compare(`CSV of ${csvRows} rows and 20 columns`, cases(profileBytes, csv));
for (const pool of pools) pool[Symbol.dispose]();
