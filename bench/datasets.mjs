/** Data for benchmarks: written once into out/bench, the same bytes on every machine. */
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { once } from 'node:events';

export const outputFolder = 'out/bench';

/** Integers below a limit; only integer operations, so that every Node writes the same file. */
export function createRandom(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
}

/** One cell of each kind that tables hold: counts, prices, rates, codes, now and then nothing. */
function toCell(column, random) {
  switch (column % 5) {
    case 0:
      return random(1000);
    case 1:
      return `${random(100_000)}.${String(random(100)).padStart(2, '0')}`;
    case 2:
      return `${random(4) === 0 ? '-' : ''}0.${String(random(1_000_000)).padStart(6, '0')}`;
    case 3:
      return random(50) === 0 ? '' : random(100_000_000);
    default:
      return random(2);
  }
}

/** A record as services log them: numbers, texts, now and then nothing. */
function toRecord(row, random) {
  const record = {
    id: row,
    amount: random(10_000_000) / 100,
    rate: random(1_000_000) / 1e6,
    age: random(50) === 0 ? null : random(90),
    isNew: random(2) === 0,
    city: `city ${random(1000)}`,
    channel: ['web', 'app', 'shop', 'phone'][random(4)],
    score: (random(2_000_001) - 1_000_000) / 1000,
  };
  return JSON.stringify(record);
}

/** The path of a file of that many lines, which is written if it is not there. */
async function writeLines(name, rows, header, toLine) {
  const path = `${outputFolder}/${name}`;
  if (existsSync(path)) return path;
  mkdirSync(outputFolder, { recursive: true });
  const random = createRandom(7);
  const output = createWriteStream(`${path}.new`);
  let lines = [...header];
  for (let row = 0; row < rows; row++) {
    lines.push(toLine(row, random));
    if (lines.length >= 5000 || row === rows - 1) {
      if (!output.write(`${lines.join('\n')}\n`)) await once(output, 'drain');
      lines = [];
    }
  }
  output.end();
  await once(output, 'close');
  renameSync(`${path}.new`, path);
  return path;
}

/** A CSV of that size. */
export function csvFile(rows, columns) {
  const places = Array.from({ length: columns }, (_, column) => column);
  const header = [places.map((column) => `c${column}`).join(',')];
  return writeLines(`${rows}x${columns}.csv`, rows, header, (_, random) =>
    places.map((column) => toCell(column, random)).join(','),
  );
}

/** JSON Lines of records of eight fields. */
export function jsonLinesFile(rows) {
  return writeLines(`${rows}x8.jsonl`, rows, [], toRecord);
}
