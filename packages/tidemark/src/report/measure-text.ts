/** Measures as text: the list of those there are, and their results. */
import { toCountText, toPValueText, toQuantityText } from './plain.js';
import { type TableColumn, toTable } from './table.js';

const LIST: readonly TableColumn[] = [{ title: 'measure' }, { title: 'what it tells' }];

const RESULTS: readonly TableColumn[] = [
  { title: 'column' },
  { title: 'value', align: 'right' },
  { title: 'within', align: 'right' },
  { title: 'p-value', align: 'right' },
  { title: 'basis' },
  { title: 'reference', align: 'right' },
  { title: 'current', align: 'right' },
  { title: 'note' },
];

/** What is printed of a result. */
interface Result {
  readonly value: number | null;
  readonly noValue: string | null;
  readonly errorBound: number | null;
  readonly pValue: number | null;
  readonly basis: string;
  readonly counts: { readonly reference: number; readonly current: number };
}

/** A result of a column, or why there is none. */
interface MeasuredColumn {
  readonly column: string;
  readonly result: Result | null;
  readonly reason: string | null;
}

export function toMeasureListText(measures: readonly { readonly id: string; readonly summary: string }[]): string {
  return `${toTable(
    LIST,
    measures.map(({ id, summary }) => [id, summary]),
  )}\n`;
}

export function toMeasureText(columns: readonly MeasuredColumn[]): string {
  if (columns.length === 0) return 'The two sides have no column in common.\n';
  const rows = columns.map(({ column, result, reason }) =>
    result === null ? [column, '-', '-', '-', '', '', '', reason ?? ''] : [column, ...toCells(result)],
  );
  return `${toTable(RESULTS, rows)}\n`;
}

function toCells({ value, errorBound, pValue, basis, counts, noValue }: Result): string[] {
  return [
    toQuantityText(value),
    toQuantityText(errorBound),
    toPValueText(pValue),
    basis,
    toCountText(counts.reference),
    toCountText(counts.current),
    noValue ?? '',
  ];
}
