/** The JavaScript route: papaparse, then Number, then simple-statistics, over the same statistics as a baseline has. */
import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { max, mean, min, quantile, standardDeviation, sum } from 'simple-statistics';
import { report } from '../js/side.mjs';

const PROBABILITIES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

function readColumns(path) {
  return new Promise((resolve, reject) => {
    let names;
    let columns;
    Papa.parse(createReadStream(path, { highWaterMark: 1 << 20 }), {
      chunk: ({ data }) => {
        for (const record of data) {
          if (names === undefined) {
            names = record;
            columns = names.map(() => []);
          } else if (record.length === names.length) {
            for (const [index, cell] of record.entries()) if (cell !== '') columns[index].push(Number(cell));
          }
        }
      },
      complete: () => resolve({ names, columns }),
      error: reject,
    });
  });
}

await report(async (path) => {
  const { names, columns } = await readColumns(path);
  return names.map((name, index) => {
    const values = columns[index];
    const statistics = {
      sum: sum(values),
      mean: mean(values),
      standardDeviation: standardDeviation(values),
      min: min(values),
      max: max(values),
      quantiles: quantile(values, PROBABILITIES),
    };
    return [name, statistics.mean];
  });
});
