/** Quantiles as others find them; `most`: the rank error that each may have on normal values. */
import { createRequire } from 'node:module';
import sketches from '@datadog/sketches-js';
import { quantileSorted } from 'd3-array';
import { quantile } from 'simple-statistics';
import { arqueroQuantiles } from './arquero.mjs';
import { duckdbOver } from './duckdb.mjs';
import { polarsOver } from './polars.mjs';

const require = createRequire(import.meta.url);
const hdr = require('hdr-histogram-js');
const { TDigest } = require('tdigest');
await hdr.initWebAssembly();

const exact = 2e-5;

/** A relative accuracy of 1 %, its default. */
function datadog(column, probabilities) {
  const sketch = new sketches.DDSketch({ relativeAccuracy: 0.01 });
  for (let index = 0; index < column.length; index++) sketch.accept(column[index]);
  return probabilities.map((at) => sketch.getValueAtQuantile(at));
}

function tdigest(column, probabilities) {
  const digest = new TDigest();
  for (let index = 0; index < column.length; index++) digest.push(column[index]);
  digest.compress();
  return probabilities.map((at) => digest.percentile(at));
}

/** It takes integers from 0 on only: thousandths, moved up by 10. Made before the clock runs. */
function hdrOver(column, probabilities, useWebAssembly) {
  const integers = column.map((value) => Math.round((value + 10) * 1000));
  const options = {
    useWebAssembly,
    bitBucketSize: 32,
    numberOfSignificantValueDigits: 3,
    autoResize: true,
    highestTrackableValue: 1e9,
  };
  return () => {
    const histogram = hdr.build(options);
    for (let index = 0; index < integers.length; index++) histogram.recordValue(integers[index]);
    const found = probabilities.map((at) => histogram.getValueAtPercentile(at * 100) / 1000 - 10);
    if (useWebAssembly) histogram.destroy();
    return found;
  };
}

export async function peersOver(column, probabilities) {
  const list = Array.from(column);
  const values = column.length;
  const duckdb = await duckdbOver(column, 1);
  const polars = await polarsOver(column);
  const inJavaScript = (name, most, run) => ({ name, values, clock: 'thread', run, most });
  const bySorting = () => {
    const sorted = column.toSorted();
    return probabilities.map((at) => quantileSorted(sorted, at));
  };
  return [
    inJavaScript('@datadog/sketches-js, 1 %', 1e-2, () => datadog(column, probabilities)),
    inJavaScript('tdigest', 2e-3, () => tdigest(column, probabilities)),
    inJavaScript('hdr-histogram-js', 1e-2, hdrOver(column, probabilities, false)),
    inJavaScript('hdr-histogram-js, wasm', 1e-2, hdrOver(column, probabilities, true)),
    inJavaScript('simple-statistics quantile, exact', exact, () => quantile(list, probabilities)),
    inJavaScript('sort, d3 quantileSorted, exact', exact, bySorting),
    inJavaScript('arquero quantile, exact', exact, arqueroQuantiles(column, probabilities)),
    {
      name: 'DuckDB approx_quantile, 1 thread',
      values,
      clock: 'process',
      run: async () => (await duckdb.query(`select approx_quantile(v, [${probabilities.join()}]) from t`))[0][0].items,
      most: 2e-3,
    },
    {
      name: 'polars quantile, exact, 1 thread',
      values,
      clock: 'process',
      run: () => polars.quantiles(probabilities),
      most: exact,
    },
  ];
}
