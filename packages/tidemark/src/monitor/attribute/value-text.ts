/** A value of a record as text; objects and lists as their JSON. */
export function toValueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
