/**
 * The goals P1 to P18. A line has a limit and the names of the numbers held against it, of which the worst counts; T is the
 * plain sum of the same column.
 */

const everyday = ['normal', 'prices', 'integers 0 to 99', 'normal about 1e9'];

function atMost(part, what, most, unit, ...keys) {
  return { part, what, most, unit, keys: keys.flat() };
}

function atLeast(part, what, least, ...keys) {
  return { part, what, least, unit: 'x', keys: keys.flat() };
}

/** A line of a level of instructions, for machines that have it. */
function ofLevel(needed, level, line) {
  return level === 'Avx512' || level === needed ? line : { ...line, reason: `this machine has no ${needed}` };
}

function own(name, at, column = 'normal') {
  return `profile: ${column}: ${name}, ${at}`;
}

/** A peer takes so many times as long as ours natively, and as ours in WebAssembly. */
function beside(part, what, peer, native, wasm, ours = 'tidemark') {
  return [
    atLeast(part, `${what}: native`, native, `${part}: ${peer} / ${ours}, native`),
    atLeast(part, `${what}: wasm`, wasm, `${part}: ${peer} / ${ours}, wasm`),
  ];
}

/** `level`: the best that this machine has, as `bench/core` names it. */
export function goalLines(level) {
  const raw = (title, name) => `raw-kernels: ${title}: ${name}, ${level}`;
  const histograms = (shape) => [64, 256, 1024].map((bins) => raw(`histograms, ${shape}`, `${bins} bins of one width`));
  const sketch = 'quantile sketch';
  const distinct = 'distinct count';
  const query = 'profile: DuckDB one query, 1 thread / tidemark';
  const goals = {
    P1: [
      atMost('kernels', 'moments of an array', 1.3, 'T', raw('moments, normal', 'moments')),
      atMost('kernels', 'with 1 % NaN', 2, 'T', raw('moments, 1 % NaN', 'moments')),
    ],
    P2: ['normal', 'constant', 'sorted'].map((shape) =>
      atMost('kernels', `histogram of 64, 256 and 1,024 bins, ${shape} column`, 2.5, 'T', histograms(shape)),
    ),
    P3: [
      atMost(
        'kernels',
        'histogram on 9 and 63 edges',
        6,
        'T',
        [9, 63].map((n) => raw('histograms, normal', `${n} edges`)),
      ),
    ],
    P4: [
      atMost('kernels', 'quantile sketch', 4, 'T', own('quantile', level)),
      atMost('kernels', 'of 10,000 values, afresh', 12, 'ns', `${own('quantile of 10,000 values, afresh', level)}, ns`),
    ],
    P5: [
      ofLevel('Avx2', level, atMost('kernels', 'distinct count, AVX2', 4.5, 'T', own('distinct', 'Avx2'))),
      ofLevel('Avx512', level, atMost('kernels', 'distinct count, AVX-512', 3.5, 'T', own('distinct', 'Avx512'))),
    ],
    P6: [
      ofLevel('Avx512', level, atMost('kernels', 'column profile, AVX-512', 9, 'T', own('column profile', 'Avx512'))),
      ofLevel('Avx2', level, atMost('kernels', 'column profile, AVX2', 11, 'T', own('column profile', 'Avx2'))),
      atMost('kernels', 'column profile, baseline', 18, 'T', own('column profile', 'Baseline')),
      ofLevel(
        'Avx2',
        level,
        atMost(
          'kernels',
          'order-free moments, AVX2, everyday ranges',
          3.5,
          'T',
          everyday.map((column) => own('moments', 'Avx2', column)),
        ),
      ),
      atLeast('threads', 'two threads', 1.7, 'threads: 1 thread / 2 threads'),
    ],
    P7: [
      atMost('wasm', 'moments of an array', 2.2, 'x', 'wasm: plain moments'),
      atMost('wasm', 'order-free moments', 3.5, 'x', 'wasm: order-free moments'),
      atMost('wasm', 'histogram', 3, 'x', 'wasm: histogram'),
      atMost('wasm', 'quantile sketch', 2.5, 'x', 'wasm: quantile sketch'),
      atMost('wasm', 'distinct count', 2.2, 'x', 'wasm: distinct count'),
      atMost('wasm', 'column profile, data inside', 2.6, 'x', 'wasm: column profile'),
      atMost('wasm', 'column profile, copied in', 2.9, 'x', 'wasm: column profile, copied in'),
    ],
    P8: [
      atMost(
        'boundary',
        'column profile from JavaScript beside from Rust',
        1.05,
        'x',
        'boundary: profile from JavaScript / from Rust',
      ),
      atMost('boundary', 'an empty call', 150, 'ns', 'boundary: empty call'),
      atMost('boundary', 'a call with an array of one value', 150, 'ns', 'boundary: moments of 1'),
      atMost('boundary', 'moments of 1,000 values', 0.6, 'ns a value', 'boundary: moments of 1000, a value'),
    ],
    P9: [
      ofLevel('Avx512', level, atLeast('profile', 'DuckDB, one query: AVX-512', 40, `${query}, native, avx512`)),
      ofLevel('Avx2', level, atLeast('profile', 'DuckDB, one query: AVX2', 32, `${query}, native, avx2`)),
      atLeast('profile', 'DuckDB, one query: wasm', 11, `${query}, wasm`),
      atLeast(
        'profile',
        'DuckDB SUMMARIZE: native',
        45,
        `profile: DuckDB SUMMARIZE, 1 thread / tidemark, native, ${level.toLowerCase()}`,
      ),
    ],
    P10: [
      ...beside('quantiles', '@datadog/sketches-js', '@datadog/sketches-js, 1 %', 15, 6, sketch),
      ...beside('quantiles', 'tdigest', 'tdigest', 120, 50, sketch),
      ...beside('quantiles', 'hdr-histogram-js, wasm', 'hdr-histogram-js, wasm', 10, 4, sketch),
      ...beside('quantiles', 'hdr-histogram-js', 'hdr-histogram-js', 60, 25, sketch),
    ],
    P11: [
      ...beside('moments', 'simple-statistics', 'simple-statistics', 10, 4),
      ...beside('moments', 'a loop by hand', 'a loop by hand, Welford', 15, 6),
      ...beside('moments', 'd3', 'd3 extent, deviation', 25, 10),
    ],
    P12: [
      ...beside('histogram', 'd3 bin', 'd3 bin', 100, 40),
      ...beside('histogram', 'a loop by hand', 'a loop by hand', 3, 1.2),
      ...beside('histogram', 'jstat', 'jstat histogram', 10, 3.5),
    ],
    P13: [
      atLeast(
        'distinct',
        'hyperloglog-lite: native',
        300,
        `distinct: hyperloglog-lite, p = 12, of strings / ${distinct}, native`,
      ),
      ...beside('distinct', 'DuckDB approx_count_distinct', 'DuckDB approx_count_distinct, 1 thread', 15, 6, distinct),
      atMost('accuracy', 'standard error at 4 KiB', 0.015, '', 'accuracy: distinct'),
    ],
    P14: [
      {
        ...atLeast('kernels', 'exact KS: two sorts in Rust', 4, []),
        quotient: [
          'raw-kernels: two samples, normal, the same: ks by two sorts',
          raw('two samples, normal, the same', 'ks'),
        ],
      },
      ...beside('two-samples', 'exact KS: two sorts by hand', 'by hand, two sorts', 30, 20),
      atLeast('two-samples', 'exact KS: scipy', 35, 'two-samples: scipy ks_2samp / tidemark, native'),
    ],
    P15: [
      atMost('accuracy', 'largest rank error, smooth shapes', 5e-4, '', 'accuracy: rank error'),
      atMost('accuracy', 'largest KS error, smooth shapes', 5e-4, '', 'accuracy: KS error'),
      atMost('accuracy', 'size, smooth shapes', 6144, 'bytes', 'accuracy: bytes'),
      atMost('accuracy', 'error up to 2,048 distinct values', 0, '', 'accuracy: exact'),
      atMost('accuracy', 'shapes beyond what the sketch says of itself', 0, '', 'accuracy: outside'),
    ],
    P16: [atMost('identity', 'profiles whose bytes differ', 0, '', 'identity: different')],
    P17: [
      atMost('merge', 'merging two column profiles, native', 30, 'us', 'merge: merge, native'),
      atMost('merge', 'merging two column profiles, wasm', 60, 'us', 'merge: merge, wasm'),
      atMost('merge', 'KS, PSI, JS and W1 between them, native', 100, 'us', 'merge: all four measures, native'),
    ],
    P18: [
      atLeast(
        'csv',
        'CSV: baseline() beside split and Number',
        10,
        'csv: split, Number, simple-statistics / baseline()',
      ),
      atLeast('csv', 'CSV: baseline() beside papaparse', 10, 'csv: papaparse, Number, simple-statistics / baseline()'),
      atLeast(
        'json-lines',
        'JSON Lines: baseline() beside JSON.parse',
        10,
        'json-lines: JSON.parse a line, simple-statistics / baseline()',
      ),
      atMost('strings', 'strings laid out, native, at any number of them', 60, 'ns', strings('native')),
      atMost('strings', 'JavaScript strings to a baseline, at any number of them', 60, 'ns', strings('baseline()')),
    ],
  };
  return Object.entries(goals).flatMap(([goal, lines]) => lines.map((line) => ({ goal, ...line })));
}

function strings(side) {
  return [10, 1000, 1_000_000].map((distinct) => `strings: ${distinct}, ${side}`);
}
