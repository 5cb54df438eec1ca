/** Hostile texts as names and values of data, and what the reports make of them. */
import { toCheckHtml, toCheckMarkdown, toCheckText, toViolationsCsv } from 'tidemark/report';
import { baseline, check, type CheckResult } from 'tidemark';
import type { ReportOutcome } from './attempt.ts';

const ROWS = 40;
const HARMLESS = 'plain';

/** `inert`: with the text as a feature's name, no report has other markup than with a harmless name. */
export async function drawFeatureName(name: string): Promise<ReportOutcome> {
  const [hostile, harmless] = await Promise.all([checkColumn(name), checkColumn(HARMLESS)]);
  const isSamePage = toTags(toCheckHtml(hostile)).join() === toTags(toCheckHtml(harmless)).join();
  const isTextOnly = !/[<>]/.test(toCheckMarkdown(hostile)) && !/(?!\n)\p{Cc}/u.test(toCheckText(hostile));
  const isSameCsv =
    readCells(toViolationsCsv(hostile.violations)).length === readCells(toViolationsCsv(harmless.violations)).length;
  return isSamePage && isTextOnly && isSameCsv ? 'inert' : 'live';
}

/** `neutralise`: with the text as a feature's name, no cell of the CSV begins a formula, and numbers stay numbers. */
export async function exportCsv(text: string): Promise<ReportOutcome> {
  const { violations } = await checkColumn(text);
  const cells = readCells(toViolationsCsv(violations));
  const hasNumber = cells.some((cell) => cell !== '' && Number.isFinite(Number(cell)));
  return cells.some(isFormula) || !hasNumber ? 'live' : 'neutralise';
}

function isFormula(cell: string): boolean {
  return /^\s*[=+\-@]/.test(cell) && !Number.isFinite(Number(cell));
}

/** A column of numbers that is half missing in the window, so that its name stands among the violations too. */
async function checkColumn(name: string): Promise<CheckResult> {
  const head = `"${name.replaceAll('"', '""')}",other\n`;
  const toBytes = (cell: (row: number) => string) =>
    new TextEncoder().encode(head + Array.from({ length: ROWS }, (_, row) => `${cell(row)},1\n`).join(''));
  const options = { delimiter: ',' };
  const base = await baseline(
    toBytes((row) => String(row)),
    options,
  );
  return check(
    toBytes((row) => (row % 2 === 0 ? String(row) : '')),
    base,
    options,
  );
}

/** Every tag with the names of its attributes, in order. */
function toTags(page: string): string[] {
  return (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
}

/** The cells of a CSV text, quotes taken away. */
function readCells(csv: string): string[] {
  const cells = csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
