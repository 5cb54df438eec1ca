/** DuckDB's `SUMMARIZE` of a file, on one thread. */
import { extname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { report } from '../js/side.mjs';

const readers = { '.csv': 'read_csv', '.jsonl': 'read_json', '.parquet': 'read_parquet' };

await report(async (path) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(`summarize from ${readers[extname(path)]}('${path}')`)).getRows();
  // Name, type, minimum, maximum, distinct, mean.
  const numeric = rows.filter(([, type, , , , mean]) => mean !== null && /INT|DOUBLE|DECIMAL/.test(type));
  return numeric.map(([name, , , , , mean]) => [name, Number(mean)]);
});
