/**
 * Profiles an Arrow stream of doubles: `node bench/js/arrow-profile.mjs [rows] [columns] [rows of a batch]`. The file is
 * written into out/bench in a process of its own, and removed afterwards, since it may be large.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { baseline } from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { fillNoise } from './noise.mjs';

const [rows = 1_000_000, columns = 1000, batchRows = 16_384, mode] = process.argv
  .slice(2)
  .map((word) => Number(word) || word);
const path = `out/bench/doubles-${rows}x${columns}.arrows`;

async function write() {
  const { Float64, makeData, RecordBatch, RecordBatchStreamWriter } = await import('apache-arrow');
  const file = openSync(path, 'w');
  const data = new Float64Array(batchRows * columns);
  for (let start = 0; start < rows; start += batchRows) {
    fillNoise(data, start);
    const length = Math.min(batchRows, rows - start);
    const batch = new RecordBatch(
      Object.fromEntries(
        Array.from({ length: columns }, (_, column) => {
          const values = data.subarray(column * batchRows, column * batchRows + length);
          return [`c${column}`, makeData({ type: new Float64(), length, data: values })];
        }),
      ),
    );
    const writer = new RecordBatchStreamWriter();
    writer.write(batch);
    writer.finish();
    writeSync(file, toMessages(writer.toUint8Array(true), start === 0));
  }
  closeSync(file);
}

/** Of a stream of one batch: all but its end, and but its schema where that has been written. */
function toMessages(bytes, isFirst) {
  const schemaEnd = 8 + new DataView(bytes.buffer, bytes.byteOffset).getInt32(4, true);
  return bytes.subarray(isFirst ? 0 : schemaEnd, bytes.length - 8);
}

/** Profiles a file once and prints seconds of the clock and of the processor, values a second, and the most memory. */
async function profileOnce(count) {
  const { backend } = await createEngine();
  const before = process.cpuUsage();
  const start = performance.now();
  const { statistics } = await baseline(path);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const processorSeconds = (user + system) / 1e6;
  if (statistics.dataset.item_count * statistics.features.length !== count) throw new Error('another number of values');
  const peakMib = Math.round(process.resourceUsage().maxRSS / 1024);
  const rate = (count / processorSeconds / 1e6).toFixed(0);
  console.log(
    `${backend.name}: ${count} values in ${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of processor (${rate} M values/s), ${peakMib} MiB at most`,
  );
}

mkdirSync('out/bench', { recursive: true });
if (mode === 'write') await write();
else {
  const sizes = [rows, columns, batchRows].map(String);
  spawnSync(process.execPath, [import.meta.filename, ...sizes, 'write'], { stdio: 'inherit' });
  try {
    await profileOnce(rows * columns);
  } finally {
    rmSync(path);
  }
}
