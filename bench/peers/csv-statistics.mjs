/** The usual route: papaparse over a stream, then Number, then simple-statistics, over what a baseline has of numbers. */
import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { report } from '../js/side.mjs';
import { summarize } from './summary.mjs';

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
  return names.map((name, index) => [name, summarize(columns[index]).mean]);
});
