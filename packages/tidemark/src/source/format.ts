/** Finds out in which format data is, by name and by first bytes; what is not csv is refused by its own name. */
import { unsupportedFormat } from './errors.js';

/** How many bytes are needed to recognise a format. */
export const SIGNATURE_BYTES = 16;

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['json', 'json'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['parquet', 'parquet'],
  ['arrow', 'arrow'],
  ['feather', 'arrow'],
  ['tide', 'a profile'],
  ['gz', 'gzip'],
  ['zst', 'zstandard'],
  ['zip', 'zip'],
  ['xlsx', 'a workbook'],
]);

const SIGNATURES: readonly { readonly format: string; readonly bytes: readonly number[] }[] = [
  { format: 'parquet', bytes: [0x50, 0x41, 0x52, 0x31] },
  { format: 'arrow', bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31] },
  { format: 'gzip', bytes: [0x1f, 0x8b] },
  { format: 'zstandard', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
];

export function requireCsvName(name: string): void {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const format = EXTENSIONS.get(extension);
  if (format !== undefined) throw unsupportedFormat(name, format);
}

export function requireCsvBytes(name: string, start: Uint8Array): void {
  const signature = SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte));
  const format = signature?.format ?? (startsLikeJson(start) ? 'json' : undefined);
  if (format !== undefined) throw unsupportedFormat(name, format);
}

/** `{"` or `[{`, blanks between them allowed. */
function startsLikeJson(start: Uint8Array): boolean {
  return /^\uFEFF?\s*(\{\s*["}]|\[\s*\{)/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(start));
}
