/** A CSV with everything that makes reading hard: the same bytes every time, without any arithmetic that differs between engines. */

const KINDS = ['', 'NaN', '-inf', 'true', 'größer 🌊', '"quoted, ""twice"""', '"two\r\nlines"', '.5', ' 7', '1e-7'];

/** `rows` records with a header, in CR LF and LF, some of them of the wrong width. */
export function makeAwkwardCsv(rows: number): Uint8Array {
  let state = 12_345;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  const lines = ['id,amount,mixed,tiny,big,constant,sparse'];
  for (let row = 0; row < rows; row++) {
    if (row % 97 === 96) {
      lines.push('ragged,row', '');
    }
    const cents = next(100_000);
    lines.push(
      [
        row,
        `${next(3) === 0 ? '-' : ''}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
        KINDS[next(KINDS.length)],
        `${next(9) + 1}e-${300 + next(24)}`,
        `90071992547409${next(90) + 10}${next(2) === 0 ? '' : '7'}`,
        '0.1',
        next(5) === 0 ? next(1_000_000) : '',
      ].join(','),
    );
  }
  return new TextEncoder().encode(
    `\uFEFF${lines.map((line, index) => line + (index % 2 === 0 ? '\n' : '\r\n')).join('')}`,
  );
}
