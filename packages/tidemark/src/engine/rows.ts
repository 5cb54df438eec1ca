/** Rows become text columns: names in the order in which they come, objects and arrays inside flattened as JSON is. */
import type { ColumnInput, Row } from './port.js';
import { toText, toTextValues } from './text.js';

export function toTextColumns(rows: readonly Row[]): ColumnInput[] {
  const columns = new Map<string, (string | null)[]>();
  for (const [index, row] of rows.entries()) {
    flatten(row, '', (name, text) => {
      let texts: (string | null)[] | undefined = columns.get(name);
      if (texts === undefined) {
        texts = rows.map(() => null);
        columns.set(name, texts);
      }
      texts[index] = text;
    });
  }
  return [...columns].map(([name, texts]) => ({ name, ...toTextValues(texts) }));
}

function flatten(value: unknown, path: string, add: (name: string, text: string | null) => void): void {
  if (Array.isArray(value)) {
    for (const [index, entry] of (value as readonly unknown[]).entries()) {
      flatten(entry, path === '' ? `_c${index}` : `${path}.${index}`, add);
    }
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, entry] of Object.entries(value)) flatten(entry, path === '' ? key : `${path}.${key}`, add);
  } else {
    add(path, toText(value));
  }
}
