/** Cells of a CSV file that a spreadsheet opens without running anything. */

/**
 * Where a spreadsheet may see the beginning of a cell: at the start, past blanks, and after a separator of another
 * locale, for there it may split what is quoted here.
 */
const FORMULA = /(^|[;\t\r\n|])([\s\u00a0\ufeff]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** Text is quoted, and an apostrophe stands before what would begin a formula. */
export function toTextCell(text: string): string {
  return `"${text.replaceAll(FORMULA, "$1$2'").replaceAll('"', '""')}"`;
}

/** Numbers stay numbers; an unknown one is an empty cell. */
export function toNumberCell(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '' : String(value);
}
