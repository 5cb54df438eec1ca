/** What crossing from JavaScript into the engine costs, natively and into WebAssembly (P8). */
import { requireNear } from '../agree.mjs';
import { timeCalls } from '../call-times.mjs';
import { normalColumn, normalFile } from '../columns.mjs';
import { addon, engines, hasMoments, oneThread, profileColumns } from '../engines.mjs';
import { nativeKernel } from '../kernels.mjs';
import { layOut } from '../lay-out.mjs';
import { ratioOf, takeTurns } from '../take-turns.mjs';
import { toShort } from '../side-table.mjs';

const rows = 1000;
const seed = 1;
/** Of what is shorter than a look at the clock, so many calls are timed at once. */
const calls = 1000;

/** Calls through the engine, each over 1,000 values or rows unless it says otherwise. */
function tasksOf(engine) {
  const doubles = normalColumn(rows, seed);
  const words = Array.from({ length: rows }, (_, row) => `city ${row % 100}`);
  const codes = Uint32Array.from(words, (_, row) => row % 100);
  const objects = words.map((city, row) => ({ id: row, amount: doubles[row], city, isNew: row % 2 === 0 }));
  const profiler = engine.openProfiler(oneThread);
  const push = (values) => () => profiler.pushColumns([{ name: 'x', values }]);
  const tasks = [
    { name: 'push a Float64Array of 1', calls: 1, values: 1, run: push(doubles.subarray(0, 1)) },
    { name: 'push a Float64Array', calls: 1, values: rows, run: push(doubles) },
    { name: 'push laid out texts', calls: 1, values: rows, run: push(layOut(words)) },
    {
      name: 'push codes of texts',
      calls: 1,
      values: rows,
      run: push({ codes, ...layOut(words.slice(0, 100)) }),
    },
    { name: 'push rows of 4 fields', calls: 1, values: rows, run: () => profiler.pushRows(objects) },
    {
      name: 'profile of a Float64Array, from opening to disposal',
      calls: 1,
      values: rows,
      run: () => profileColumns(engine, [{ name: 'x', values: doubles }])[Symbol.dispose](),
    },
  ];
  if (hasMoments) {
    for (const length of [1, 100, rows]) {
      const values = doubles.subarray(0, length);
      tasks.push({
        name: `moments of ${length}`,
        calls,
        values: length,
        run: () => {
          for (let call = 0; call < calls; call++) engine.moments(values);
        },
      });
    }
  }
  return tasks;
}

/** The same work called from Rust and from JavaScript: nothing may be copied on the way. */
async function compareWithRust({ lengthOf, rounds }) {
  const length = lengthOf(10_000_000);
  const column = normalColumn(length, seed);
  const called = {
    name: 'column profile from JavaScript',
    values: length,
    clock: 'process',
    run: () => {
      const profile = profileColumns(engines[0], [{ name: 'x', values: column }]);
      const { numeric, distinctCount } = profile.statistics().columns[0];
      profile[Symbol.dispose]();
      return [numeric.minimum, numeric.maximum, numeric.mean, distinctCount];
    },
  };
  const sides = [nativeKernel('column profile', normalFile(length, seed)), called];
  const [rust, ours] = await takeTurns(sides, rounds);
  requireNear(called.name, ours.found, rust.found, 1e-12);
  const ratio = ratioOf(ours, rust);
  return {
    numbers: { 'boundary: profile from JavaScript / from Rust': ratio },
    table: {
      title: `A column profile of ${length.toLocaleString('en')} doubles, called from Rust and from JavaScript`,
      head: ['called from', 'ns a value'],
      rows: [
        ['Rust', toShort(rust.ns)],
        ['JavaScript', `${toShort(ours.ns)} (${toShort(ratio)} x)`],
      ],
    },
  };
}

export async function run(settings) {
  const numbers = {};
  const empty = {
    name: 'empty call',
    calls,
    run: () => {
      for (let call = 0; call < calls; call++) addon.abiVersion();
    },
  };
  const native = await timeCalls([empty, ...tasksOf(engines[0])], settings);
  const wasm = await timeCalls(tasksOf(engines[1]), settings);
  for (const [name, ns] of native) numbers[`boundary: ${name}`] = ns;
  const table = {
    title: `Calls from JavaScript, each over ${rows.toLocaleString('en')} values or rows unless it says otherwise`,
    note: 'Medians of tinybench.',
    head: ['call', 'native, ns', 'wasm, ns', 'native, ns a value or row'],
    rows: [['empty call', toShort(native.get('empty call')), '', '']],
  };
  for (const { name, values } of tasksOf(engines[0])) {
    numbers[`boundary: ${name}, a value`] = native.get(name) / values;
    table.rows.push([name, toShort(native.get(name)), toShort(wasm.get(name)), toShort(native.get(name) / values)]);
  }
  const rust = await compareWithRust(settings);
  return {
    numbers: { ...numbers, ...rust.numbers },
    absent: hasMoments ? [] : ['the engine has no `moments` yet'],
    tables: [table, rust.table],
  };
}
