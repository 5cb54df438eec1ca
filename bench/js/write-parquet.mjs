/** Writes a Parquet file of doubles: `node bench/js/write-parquet.mjs PATH ROWS COLUMNS`. */
import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { fillNoise } from './noise.mjs';

const GROUP_ROWS = 1_000_000;

const [path, ...sizes] = process.argv.slice(2);
const [rows, columns] = sizes.map(Number);
mkdirSync(dirname(path), { recursive: true });
const data = Array.from({ length: columns }, (_, column) => ({
  name: `c${column}`,
  data: new Float64Array(Math.min(GROUP_ROWS, rows)),
  type: 'DOUBLE',
  encoding: 'PLAIN',
}));
const schema = schemaFromColumnData({ columnData: data });
const writer = new ParquetWriter({ writer: fileWriter(`${path}.new`), schema, codec: 'SNAPPY', statistics: false });
for (let start = 0; start < rows; start += GROUP_ROWS) {
  const count = Math.min(GROUP_ROWS, rows - start);
  const columnData = data.map((column, index) => {
    fillNoise(column.data, start * 31 + index);
    return { name: column.name, data: column.data.subarray(0, count), encoding: 'PLAIN' };
  });
  await writer.write({ columnData, rowGroupSize: GROUP_ROWS });
}
await writer.finish();
renameSync(`${path}.new`, path);
