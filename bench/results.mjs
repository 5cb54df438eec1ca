/** The page of a run: every goal beside what was measured, and why where it is missed, then the tables. */
import { readFileSync } from 'node:fs';
import { toShort } from './side-table.mjs';

/** A heading of this page for each goal that may be missed. */
const explanations = 'docs/design/speed.md';
const explained = new Set(readFileSync(explanations, 'utf8').match(/(?<=^### )P\d+$/gm));

function toLine(cells) {
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

function toTable({ head, rows }) {
  return [toLine(head), toLine(head.map(() => '---')), ...rows.map(toLine)].join('\n');
}

/** The number that counts: the worst one, or a quotient. Undefined where one is missing. */
function measuredOf({ keys, most, quotient }, numbers) {
  const found = (quotient ?? keys).map((key) => numbers[key]);
  if (found.length === 0 || found.includes(undefined)) return undefined;
  if (quotient) return found[0] / found[1];
  return most === undefined ? Math.min(...found) : Math.max(...found);
}

function isMet({ most, least }, measured) {
  return most === undefined ? measured >= least : measured <= most;
}

function whyOf(goal) {
  return explained.has(goal) ? `[why](../${explanations}#${goal.toLowerCase()})` : 'nothing says why';
}

function toGoalRow(line, { numbers, reasons }) {
  const { goal, what, most, least, unit, part, reason } = line;
  const aim = most === undefined ? `at least ${toShort(least)} ${unit}` : `at most ${toShort(most)} ${unit}`;
  const measured = measuredOf(line, numbers);
  if (measured === undefined) {
    return [goal, what, aim, '', `not measured: ${reason ?? reasons[part] ?? 'no such number'}`];
  }
  return [
    goal,
    what,
    aim,
    `${toShort(measured)} ${unit}`,
    isMet(line, measured) ? 'met' : `**missed** (${whyOf(goal)})`,
  ];
}

/** `reasons`: by part, why numbers of it are missing. */
export function toPage({ lines, numbers, reasons, tables, conditions }) {
  const rows = lines.map((line) => toGoalRow(line, { numbers, reasons }));
  const count = (verdict) => rows.filter((row) => row[4].startsWith(verdict)).length;
  const summary = `${count('met')} met, ${count('**missed**')} missed, ${count('not measured')} not measured`;
  const sections = tables.map(({ title, note, ...table }) =>
    [`### ${title}`, ...(note ? [note] : []), toTable(table)].join('\n\n'),
  );
  return [
    '# Results',
    'Written by `npm run bench`; [README.md](README.md) says what each program is. Medians of rounds in which all sides take their turns; only ratios within a run mean something. T is the plain sum of the same column.',
    toTable({ head: ['condition', ''], rows: conditions }),
    `## Goals: ${summary}`,
    toTable({ head: ['goal', 'what', 'aim', 'measured', ''], rows }),
    '## Tables',
    ...sections,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** The lines whose numbers no part gave, though none said why: a name has changed on one side only. */
export function findForgotten(lines, numbers, reasons) {
  return lines.filter((line) => !line.reason && !reasons[line.part] && measuredOf(line, numbers) === undefined);
}

/** The missed goals of which nothing says why. */
export function findUnexplained(lines, numbers) {
  const isMissed = (line) => {
    const measured = measuredOf(line, numbers);
    return measured !== undefined && !isMet(line, measured);
  };
  return lines.filter((line) => !explained.has(line.goal) && isMissed(line));
}
