/** How a run of bytes is called: as the file it was, else by what its type says of the format. */

/** The ending tells the format where the bytes do not. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['application/json', '.json'],
  ['application/jsonl', '.jsonl'],
  ['application/x-ndjson', '.jsonl'],
  ['application/x-jsonlines', '.jsonl'],
]);

export function toSourceName(filename: string | null, contentType: string): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return filename ?? `stream${ENDINGS.get(type) ?? ''}`;
}
