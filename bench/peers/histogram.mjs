/** A histogram of bins of one width as others make it; `hasOwnBins`: over the range that it finds. */
import { bin } from 'd3-array';
import jstat from 'jstat';
import { duckdbOver } from './duckdb.mjs';

function byHand(column, { bins, minimum, maximum }) {
  const counts = new Uint32Array(bins);
  const scale = bins / (maximum - minimum);
  let missing = 0;
  for (let index = 0; index < column.length; index++) {
    const at = (column[index] - minimum) * scale;
    if (Number.isNaN(at)) missing++;
    else counts[at < 0 ? 0 : at >= bins ? bins - 1 : at | 0]++;
  }
  return missing === 0 ? Array.from(counts) : [];
}

export async function peersOver(column, even) {
  const { bins, minimum, maximum } = even;
  const width = (maximum - minimum) / bins;
  const edges = Array.from({ length: bins - 1 }, (_, index) => minimum + (index + 1) * width);
  const d3 = bin().domain([minimum, maximum]).thresholds(edges);
  const list = Array.from(column);
  const { length } = column;
  const duckdb = await duckdbOver(column, 1);
  const counted = `select least(${bins - 1}, greatest(0, floor((v - ${minimum}) / ${width})))::int b, count(*) from t group by 1 order by 1`;
  return [
    { name: 'a loop by hand', values: length, clock: 'thread', run: () => byHand(column, even) },
    { name: 'd3 bin', values: length, clock: 'thread', run: () => d3(column).map((values) => values.length) },
    {
      name: 'jstat histogram',
      values: length,
      clock: 'thread',
      run: () => jstat.jStat.histogram(list, bins),
      hasOwnBins: true,
    },
    {
      name: 'DuckDB, 1 thread',
      values: length,
      clock: 'process',
      run: async () => (await duckdb.query(counted)).map(([, count]) => Number(count)),
    },
  ];
}
