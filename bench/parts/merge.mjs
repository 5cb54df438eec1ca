/** Merging two profiles of a column, and four measures between them (P17). */
import { timeCalls } from '../call-times.mjs';
import { normalColumn } from '../columns.mjs';
import { engines, profileColumns } from '../engines.mjs';
import { toShort } from '../side-table.mjs';

const measures = ['ks', 'psi', 'js-divergence', 'wasserstein'];

export async function run(settings) {
  const length = settings.lengthOf(1_000_000);
  const columns = [normalColumn(length, 1), normalColumn(length, 2, 0.1)];
  const [numbers, rows] = [{}, []];
  let bytes;
  for (const engine of engines) {
    const profiles = columns.map((values) => profileColumns(engine, [{ name: 'x', values }]));
    bytes = profiles[0].toBytes().length;
    const [before, now] = profiles.map((profile) => ({ profile, column: 'x' }));
    const tasks = [
      { name: 'merge', calls: 1, run: () => engine.mergeProfiles(profiles)[Symbol.dispose]() },
      ...measures.map((id) => ({ name: id, calls: 1, run: () => engine.measure(id, before, now) })),
    ];
    const times = await timeCalls(tasks, settings);
    const own = engine.backend.name;
    const all = measures.reduce((total, id) => total + times.get(id), 0);
    times.set('all four measures', all);
    for (const [name, ns] of times) {
      numbers[`merge: ${name}, ${own}`] = ns / 1e3;
      rows.push([`${name}, ${own}`, toShort(ns / 1e3)]);
    }
    for (const profile of profiles) profile[Symbol.dispose]();
  }
  const title = `Two profiles of a column of ${length.toLocaleString('en')} normal values, ${toShort(bytes)} bytes each`;
  return { numbers, tables: [{ title, note: 'Medians of tinybench.', head: ['call', 'microseconds'], rows }] };
}
