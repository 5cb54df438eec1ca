/**
 * Functions of raw arrays from JavaScript, native and in WebAssembly, beside loops written by hand: medians of rounds in
 * turn, in nanoseconds of processor time a value. Arguments: the number of values, the number of rounds.
 */
import { createEngine } from 'tidemark/engine';

const [length = 2_000_000, rounds = 9] = process.argv.slice(2).map(Number);
const SMALL = [100, 1000, 10_000];
const BINS = { bins: 64, minimum: -4, maximum: 4 };

function normals(count, moved) {
  let state = 7;
  const uniform = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()) + moved,
  );
}

function sum(values) {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index];
  return total;
}

/** Welford's recurrence, with the range and without NaN. */
function welford(values) {
  let [count, mean, squares, low, high] = [0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (Number.isNaN(value)) continue;
    count += 1;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { count, mean, squares, low, high };
}

function binByHand(values, { bins, minimum, maximum }) {
  const counts = new Float64Array(bins);
  const scale = bins / (maximum - minimum);
  for (let index = 0; index < values.length; index++) {
    const bin = Math.floor((values[index] - minimum) * scale);
    counts[bin < 0 ? 0 : Math.min(bin, bins - 1)] += 1;
  }
  return counts;
}

function ksByTwoSorts(reference, current) {
  const [a, b] = [reference.slice().sort(), current.slice().sort()];
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (a[i] === value) i += 1;
    while (b[j] === value) j += 1;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

const [values, others] = [normals(length, 0), normals(length, 0.1)];
const cases = [
  ['plain sum', length, () => sum(values)],
  ['moments by hand', length, () => welford(values)],
  ['64 bins by hand', length, () => binByHand(values, BINS)],
  ['ks by two sorts', 2 * length, () => ksByTwoSorts(values, others)],
];
for (const backend of ['native', 'wasm']) {
  const engine = await createEngine({ backend });
  cases.push(
    [`moments, ${backend}`, length, () => engine.moments(values)],
    [`64 bins, ${backend}`, length, () => engine.histogram({ values }, BINS)],
    [`ks, ${backend}`, 2 * length, () => engine.measure('ks', { values }, { values: others })],
    [`wasserstein, ${backend}`, 2 * length, () => engine.measure('wasserstein', { values }, { values: others })],
  );
  for (const size of SMALL) {
    const part = values.subarray(0, size);
    const times = Math.ceil(200_000 / size);
    const run = () => {
      for (let time = 0; time < times; time++) engine.moments(part);
    };
    cases.push([`moments of ${size} values, ${backend}`, size * times, run]);
  }
}

const times = cases.map(() => []);
for (let round = 0; round <= rounds; round++) {
  for (const [index, [, count, run]] of cases.entries()) {
    const begun = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(begun);
    // The first round warms up.
    if (round > 0) times[index].push(((user + system) * 1000) / count);
  }
}
for (const [index, [name]] of cases.entries()) {
  const median = times[index].toSorted((a, b) => a - b)[rounds >> 1];
  console.log(`${name.padEnd(36)} ${median.toFixed(2).padStart(9)} ns/value`);
}
