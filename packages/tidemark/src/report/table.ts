/** Rows of text as an aligned table. */
import { toPlainText } from './plain.js';

/** A column: its title, and the side on which its cells stand. */
export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

export function toTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => row.map(toPlainText))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => toWidth(line[index] ?? ''))));
  const aligned = lines.map((line) =>
    columns
      .map(({ align }, index) => pad(line[index] ?? '', widths[index] ?? 0, align ?? 'left'))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [aligned[0], rule, ...aligned.slice(1)].join('\n');
}

function pad(cell: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - toWidth(cell)));
  return align === 'left' ? cell + blanks : blanks + cell;
}

/** Code points, which is what most terminals give one cell each. */
function toWidth(cell: string): number {
  return Array.from(cell).length;
}
