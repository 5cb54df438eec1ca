/** DuckDB's way to what a column profile holds: one query, and `SUMMARIZE`. Each finds minimum, maximum, mean, distinct. */
import { duckdbOver } from './duckdb.mjs';

const probabilities = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];
const query = `select min(v), max(v), avg(v), approx_count_distinct(v), count(v), var_samp(v),
  approx_quantile(v, [${probabilities.join()}]), histogram(v, [-4 + i * 0.125 for i in range(65)]) from t`;

/** Columns of `SUMMARIZE`: name, type, minimum, maximum, distinct, mean, deviation, quartiles, count, missing. */
function readSummary([[, , minimum, maximum, distinct, mean]]) {
  return [minimum, maximum, mean, distinct].map(Number);
}

export async function peersOver(column) {
  const sides = [];
  for (const threads of [1, 2]) {
    const duckdb = await duckdbOver(column, threads);
    const side = (name, run) => ({
      name: `DuckDB ${name}, ${threads === 1 ? '1 thread' : `${threads} threads`}`,
      values: column.length,
      clock: threads === 1 ? 'process' : 'wall',
      run,
    });
    sides.push(
      side('one query', async () => (await duckdb.query(query))[0].slice(0, 4).map(Number)),
      side('SUMMARIZE', async () => readSummary(await duckdb.query('summarize t'))),
    );
  }
  return sides;
}
