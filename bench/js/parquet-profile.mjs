/**
 * Profiles a Parquet file of doubles: `node bench/js/parquet-profile.mjs [rows] [columns]`. The file is written once into
 * out/bench, in a process of its own, so that the memory that is printed is that of reading.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { fillNoise, profileOnce } from './columnar-side.mjs';

const [rows = 10_000_000, columns = 10, mode] = process.argv.slice(2).map((word) => Number(word) || word);
const path = `out/bench/doubles-${rows}x${columns}.parquet`;
const GROUP_ROWS = 1_000_000;

async function write() {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const names = Array.from({ length: columns }, (_, column) => `c${column}`);
  const data = names.map((name) => ({
    name,
    data: new Float64Array(Math.min(GROUP_ROWS, rows)),
    type: 'DOUBLE',
    encoding: 'PLAIN',
  }));
  const schema = schemaFromColumnData({ columnData: data });
  const writer = new ParquetWriter({ writer: fileWriter(`${path}.part`), schema, codec: 'SNAPPY', statistics: false });
  for (let start = 0; start < rows; start += GROUP_ROWS) {
    const count = Math.min(GROUP_ROWS, rows - start);
    const columnData = data.map((column, index) => {
      fillNoise(column.data, start * 31 + index);
      return { name: column.name, data: column.data.subarray(0, count), encoding: 'PLAIN' };
    });
    await writer.write({ columnData, rowGroupSize: GROUP_ROWS });
  }
  await writer.finish();
  renameSync(`${path}.part`, path);
}

mkdirSync('out/bench', { recursive: true });
if (mode === 'write') await write();
else {
  if (!existsSync(path)) {
    spawnSync(process.execPath, [import.meta.filename, String(rows), String(columns), 'write'], { stdio: 'inherit' });
  }
  await profileOnce(path, rows * columns);
}
