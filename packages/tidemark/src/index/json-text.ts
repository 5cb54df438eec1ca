/** What `--json` prints and the server answers. */

/** The one JSON text of a baseline, a result, a measure or a document. */
export function toJsonText(value: { toJSON(): object }): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
