/**
 * Minimum, maximum, mean and variance as others compute them; `isSample`: the variance divided by the count less one;
 * null: not computed.
 */
import { deviation, extent } from 'd3-array';
import jstat from 'jstat';
import * as statistics from 'simple-statistics';
import { arqueroMoments } from './arquero.mjs';
import { duckdbOver } from './duckdb.mjs';
import { polarsOver } from './polars.mjs';

function byHand(column) {
  let [count, middle, squares, minimum, maximum, missing] = [0, 0, 0, Infinity, -Infinity, 0];
  for (let index = 0; index < column.length; index++) {
    const value = column[index];
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    count++;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    const difference = value - middle;
    middle += difference / count;
    squares += difference * (value - middle);
  }
  return [minimum, maximum, middle, squares / (count - missing)];
}

export async function peersOver(column) {
  const list = Array.from(column);
  const { jStat } = jstat;
  const duckdb = await duckdbOver(column, 1);
  const polars = await polarsOver(column);
  const inJavaScript = (name, run, isSample = false) => ({
    name,
    values: column.length,
    clock: 'thread',
    run,
    isSample,
  });
  return [
    inJavaScript('a loop by hand, Welford', () => byHand(column)),
    inJavaScript('simple-statistics', () => [
      statistics.min(column),
      statistics.max(column),
      statistics.mean(column),
      statistics.variance(column),
    ]),
    inJavaScript('d3 extent, deviation', () => [...extent(column), null, deviation(column) ** 2], true),
    inJavaScript('jstat', () => [jStat.min(list), jStat.max(list), jStat.mean(list), jStat.variance(list)]),
    inJavaScript('arquero rollup', arqueroMoments(column), true),
    {
      name: 'DuckDB, 1 thread',
      values: column.length,
      clock: 'process',
      run: async () => (await duckdb.query('select min(v), max(v), avg(v), var_pop(v) from t'))[0],
    },
    { name: 'polars, 1 thread', values: column.length, clock: 'process', run: polars.moments, isSample: true },
  ];
}
