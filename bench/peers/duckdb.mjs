/** DuckDB over a column, in memory, with so many threads. */
import { DOUBLE, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';

const chunkRows = 2048;

export async function duckdbOver(column, threads) {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run('create table t (v double)');
  const appender = await connection.createAppender('t');
  for (let start = 0; start < column.length; start += chunkRows) {
    const chunk = DuckDBDataChunk.create([DOUBLE]);
    chunk.setColumns([Array.from(column.subarray(start, start + chunkRows))]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  return {
    /** The rows of an answer, each an array. */
    query: async (text) => (await connection.runAndReadAll(text)).getRows(),
  };
}
