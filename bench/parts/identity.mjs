/** Whether anything but the values shows in a profile's bytes (P16). */
import { createUniform } from '../columns.mjs';
import { engines, hasThreads, profileColumns } from '../engines.mjs';
import { runProgram } from '../kernels.mjs';
import { layOut } from '../lay-out.mjs';

/** Every kind of column: doubles with gaps, integers, texts, codes of texts. */
function mixedColumns(rows) {
  const uniform = createUniform(5);
  const doubles = new Float64Array(rows);
  const integers = new BigInt64Array(rows);
  const codes = new Uint32Array(rows);
  const texts = [];
  for (let row = 0; row < rows; row++) {
    doubles[row] = row % 50 === 3 ? Number.NaN : Math.exp(uniform() * 40 - 20);
    integers[row] = BigInt(Math.floor(uniform() * 1e6));
    codes[row] = Math.floor(uniform() * 200);
    texts.push(row % 3 === 0 ? String(Math.floor(uniform() * 500)) : `word ${Math.floor(uniform() * 9000)}`);
  }
  return [
    { name: 'doubles', values: doubles },
    { name: 'integers', values: integers },
    { name: 'texts', values: layOut(texts) },
    { name: 'codes', values: { codes, ...layOut(Array.from({ length: 200 }, (_, index) => `city ${index}`)) } },
  ];
}

function bytesOf(engine, columns, options) {
  const profile = profileColumns(engine, columns, options);
  const bytes = Buffer.from(profile.toBytes());
  profile[Symbol.dispose]();
  return bytes;
}

export async function run({ lengthOf }) {
  const lines = runProgram('identity', [lengthOf(200_000)]);
  const columns = mixedColumns(lengthOf(200_000));
  const expected = bytesOf(engines[0], columns);
  const isSame = (engine, options) => bytesOf(engine, columns, options).equals(expected);
  lines.push({ what: 'WebAssembly beside native', compared: 1, equal: Number(isSame(engines[1])) });
  if (hasThreads) {
    const counts = [1, 2, 3, 4, 5, 6, 7, 8];
    const equal = counts.filter((threads) => isSame(engines[0], { threads })).length;
    lines.push({ what: '1 to 8 threads of the addon', compared: counts.length, equal });
  }
  const different = lines.reduce((total, { compared, equal }) => total + compared - equal, 0);
  return {
    numbers: { 'identity: different': different },
    absent: hasThreads ? [] : ['profilers have no option `threads` yet'],
    tables: [
      {
        title: 'Profiles of the same values, byte by byte',
        head: ['made by', 'compared', 'equal'],
        rows: lines.map(({ what, compared, equal }) => [what, compared, equal]),
      },
    ],
  };
}
