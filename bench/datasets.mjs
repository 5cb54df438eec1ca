/** Data for benchmarks: written once into out/bench, the same bytes on every machine. */
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { once } from 'node:events';

const folder = 'out/bench';

/** Integers below a limit; only integer operations, so that every Node writes the same file. */
function createRandom(seed) {
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

/** The path of a CSV of that size, which is written if it is not there. */
export async function csvFile(rows, columns) {
  const path = `${folder}/${rows}x${columns}.csv`;
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const random = createRandom(7);
  const output = createWriteStream(`${path}.new`);
  output.write(`${Array.from({ length: columns }, (_, column) => `c${column}`).join(',')}\n`);
  let lines = [];
  for (let row = 0; row < rows; row++) {
    lines.push(Array.from({ length: columns }, (_, column) => toCell(column, random)).join(','));
    if (lines.length === 5000 || row === rows - 1) {
      if (!output.write(`${lines.join('\n')}\n`)) await once(output, 'drain');
      lines = [];
    }
  }
  output.end();
  await once(output, 'close');
  renameSync(`${path}.new`, path);
  return path;
}
