/** Batches of Arrow into a profiler. */
import type { Profiler } from '../../engine/port.js';
import type { ColumnReading } from '../columnar/column-reading.js';
import { pushRows } from '../columnar/push-rows.js';
import { type ArrowBatch, type ArrowTable, toArrowBatches } from './arrow-data.js';
import { hasLists, toColumns } from './to-columns.js';

/** Rows at once where lists become columns: each may become a thousand. */
const LIST_ROWS = 8192;

export async function pushTable(profiler: Profiler, table: ArrowTable, reading: ColumnReading): Promise<void> {
  for (const batch of toArrowBatches(table)) await pushBatch(profiler, batch, reading);
}

export async function pushBatch(profiler: Profiler, batch: ArrowBatch, reading: ColumnReading): Promise<void> {
  const step = hasLists(batch.schema.fields) ? LIST_ROWS : Math.max(batch.numRows, 1);
  for (let start = 0; start < batch.numRows || start === 0; start += step) {
    const part = step >= batch.numRows ? batch : batch.slice(start, start + step);
    await pushRows(profiler, part.numRows, toColumns(part, reading), reading);
  }
}
