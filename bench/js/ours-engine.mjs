/** Our side: the engine alone on one thread, from the bytes of a file to the statistics of its profile. */
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { createEngine } from 'tidemark/engine';
import { report } from './side.mjs';

const formats = { '.csv': 'csv', '.jsonl': 'jsonl' };

/** On one thread, where the engine can be told. */
function open(engine, options) {
  try {
    return engine.openProfiler({ ...options, threads: 1 });
  } catch (error) {
    if (error.code !== 'invalid-argument') throw error;
    return engine.openProfiler(options);
  }
}

await report(async (path) => {
  const profiler = open(await createEngine(), { format: formats[extname(path)] });
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) profiler.pushBytes(chunk);
  const { columns } = profiler.finish().profile.statistics();
  return columns.filter(({ numeric }) => numeric).map(({ name, numeric }) => [name, numeric.mean]);
});
