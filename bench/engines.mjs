/** The engine by both backends, on one thread, and the level of instructions that its addon uses. */
import { createRequire } from 'node:module';
import { createEngine } from 'tidemark/engine';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { library } from '../scripts/support/places.mjs';

export const engines = [await createEngine({ backend: 'native' }), await createEngine({ backend: 'wasm' })];
const folder = join(library, 'native');
const addonFile = readdirSync(folder).find((file) => file.endsWith('.node'));

/** The addon as it is: what the engine calls. */
export const addon = createRequire(import.meta.url)(join(folder, addonFile));

/** Uses no level above this one; gives the level in use. Undefined where the engine cannot be told. */
export function limitLevel(level) {
  try {
    return JSON.parse(addon.call('limit_level', JSON.stringify(level), []));
  } catch {
    return undefined;
  }
}

function accepts(options) {
  try {
    engines[0].openProfiler(options)[Symbol.dispose]();
    return true;
  } catch {
    return false;
  }
}

/** Whether profilers can be told how many threads may work. */
export const hasThreads = accepts({ threads: 1 });

/** Options that keep the work on one thread. */
export const oneThread = hasThreads ? { threads: 1 } : {};

/** The profile of columns, closed by the caller. */
export function profileColumns(engine, columns, options = oneThread) {
  const profiler = engine.openProfiler(options);
  profiler.pushColumns(columns);
  return profiler.finish().profile;
}

/** Whether a side may be numbers as they lie in memory. */
export const hasRawSides = (() => {
  try {
    const values = new Float64Array([1, 2, 3]);
    return engines[0].measure('ks', { values }, { values }).value === 0;
  } catch {
    return false;
  }
})();

export const hasMoments = 'moments' in engines[0];

/** Whether a histogram can have bins of one width over numbers as they lie in memory. */
export const hasEvenBins = (() => {
  try {
    const bins = engines[0].histogram({ values: new Float64Array([1, 2]) }, { bins: 2, minimum: 0, maximum: 3 });
    return bins.length === 2;
  } catch {
    return false;
  }
})();
