/** Distinct values as others count them; `most`: the error that each may have. */
import { createRequire } from 'node:module';
import { arqueroDistinct } from './arquero.mjs';
import { duckdbOver } from './duckdb.mjs';
import { polarsOver } from './polars.mjs';

const HyperLogLog = createRequire(import.meta.url)('hyperloglog-lite');

/** It hashes strings, a microsecond each, so it gets a part of the column. */
const mostStrings = 50_000;

export async function peersOver(column) {
  const values = column.length;
  const strings = Array.from(column.subarray(0, mostStrings), String);
  const duckdb = await duckdbOver(column, 1);
  const polars = await polarsOver(column);
  return [
    {
      name: 'hyperloglog-lite, p = 12, of strings',
      values: strings.length,
      clock: 'thread',
      run: () => {
        const sketch = HyperLogLog(12);
        for (const string of strings) sketch.add(HyperLogLog.hash(string));
        return [sketch.count()];
      },
      most: 0.1,
    },
    { name: 'Set, exact', values, clock: 'thread', run: () => [new Set(column).size], most: 0 },
    { name: 'arquero distinct, exact', values, clock: 'thread', run: arqueroDistinct(column), most: 0 },
    {
      name: 'DuckDB approx_count_distinct, 1 thread',
      values,
      clock: 'process',
      run: async () => [Number((await duckdb.query('select approx_count_distinct(v) from t'))[0][0])],
      most: 0.25,
    },
    { name: 'polars nUnique, exact, 1 thread', values, clock: 'process', run: polars.distinct, most: 0 },
  ];
}
