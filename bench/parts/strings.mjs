/** Texts at few and at many distinct values: as the engine takes them in, and from JavaScript's strings (P18). */
import { baseline } from 'tidemark';
import { requireAtMost } from '../agree.mjs';
import { createUniform } from '../columns.mjs';
import { engines, profileColumns } from '../engines.mjs';
import { layOut } from '../lay-out.mjs';
import { takeTurns } from '../take-turns.mjs';
import { toShort } from '../side-table.mjs';

function strings(length, distinct) {
  const uniform = createUniform(9);
  return Array.from({ length }, (_, index) => `user-${distinct >= length ? index : Math.floor(uniform() * distinct)}`);
}

export async function run({ lengthOf, rounds }) {
  const length = lengthOf(1_000_000);
  const [numbers, rows] = [{}, []];
  for (const distinct of [10, 1000, 1_000_000]) {
    const texts = strings(length, distinct);
    const values = layOut(texts);
    const sides = engines.map((engine) => ({
      name: engine.backend.name,
      values: length,
      clock: 'process',
      run: () => {
        const profile = profileColumns(engine, [{ name: 'x', values }]);
        const { distinctCount } = profile.statistics().columns[0];
        profile[Symbol.dispose]();
        return distinctCount;
      },
    }));
    sides.push({
      name: 'baseline()',
      values: length,
      clock: 'process',
      run: async () => (await baseline({ x: texts })).statistics.features.length,
    });
    const results = await takeTurns(sides, rounds);
    const expected = Math.min(distinct, length);
    for (const { found } of results.slice(0, 2)) {
      requireAtMost('the error of the distinct count', Math.abs(found / expected - 1), 0.06);
    }
    for (const { name, ns } of results) numbers[`strings: ${distinct}, ${name}`] = ns;
    rows.push([toShort(expected), ...results.map(({ ns }) => toShort(ns))]);
  }
  const title = `${length.toLocaleString('en')} strings, ns each`;
  const note = 'Laid out as Arrow does, into either backend; and from an array of strings to a baseline.';
  const head = ['distinct', 'native, laid out', 'wasm, laid out', 'baseline() of strings'];
  return { numbers, tables: [{ title, note, head, rows }] };
}
