/** What the profiles of Arrow and Parquet are measured with: a source of noise, and one line of numbers. */
import { createEngine } from 'tidemark/engine';

/** Doubles below a thousand with a few digits behind the point, at four nanoseconds each. */
export function fillNoise(values, seed) {
  let state = seed >>> 0;
  for (let index = 0; index < values.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    values[index] = state / 4_294_967;
  }
}

/** Profiles a file once and prints seconds of the clock and of the processor, values a second, and the most memory. */
export async function profileOnce(path, count) {
  const { baseline } = await import('tidemark');
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
