/** DuckDB's `SUMMARIZE` of a file, on one thread. */
import { DuckDBInstance } from '@duckdb/node-api';
import { report } from '../js/side.mjs';

await report(async (path) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const reader = path.endsWith('.csv') ? 'read_csv' : 'read_json';
  const rows = (await connection.runAndReadAll(`summarize from ${reader}('${path}')`)).getRows();
  // Name, type, minimum, maximum, distinct, mean.
  const numeric = rows.filter(([, type, , , , mean]) => mean !== null && /INT|DOUBLE|DECIMAL/.test(type));
  return numeric.map(([name, , , , , mean]) => [name, Number(mean)]);
});
