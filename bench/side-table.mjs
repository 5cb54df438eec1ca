/** The table of a comparison: every side with its time, and how many times as long it takes as ours. */
import { ratioOf } from './take-turns.mjs';

/** Numbers of a table have three digits that mean something. */
export function toShort(number) {
  if (number === null || number === undefined || Number.isNaN(number)) return '';
  if (number === 0 || Number.isInteger(number)) return number.toLocaleString('en');
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(number))));
  return digits > 6 ? number.toExponential(1) : number.toLocaleString('en', { maximumFractionDigits: digits });
}

/**
 * `results` of `takeTurns`, ours being those that are named. Gives the table, and each ratio by `part: peer / ours`.
 */
export function toSideTable(part, title, results, ours, note) {
  const own = results.filter(({ name }) => ours.includes(name));
  const numbers = {};
  const rows = results.map((side) => [
    side.name,
    toShort(side.ns),
    ...own.map((each) => {
      const ratio = ratioOf(side, each);
      numbers[`${part}: ${side.name} / ${each.name}`] = ratio;
      return side === each ? '1' : `${toShort(ratio)} x`;
    }),
  ]);
  const head = ['side', 'ns a value', ...own.map(({ name }) => `beside ${name}`)];
  return { numbers, tables: [{ title, note, head, rows }] };
}
