/** Whether a record has a value there: an empty cell has none. */
export function isKnown(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}
