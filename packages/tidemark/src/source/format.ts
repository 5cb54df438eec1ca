/** Finds out in which format data is, by name and by first bytes; what is not read is refused by its own name. */
import type { DataFormat } from '../engine/port.js';
import { unsupportedFormat } from './errors.js';

/** How many bytes are looked at to recognise a format. */
export const SIGNATURE_BYTES = 16_384;

/** The formats of rows: those that the engine reads, and those that hold typed columns. */
export type RowFormat = DataFormat | ColumnarFormat;

export type ColumnarFormat = 'arrow' | 'parquet';

/**
 * What data may be: rows in a format, a stored profile, Model Monitor's statistics, or a list of files that a transform
 * job wrote.
 */
export type SourceFormat = RowFormat | 'profile' | 'statistics' | 'manifest';

const EXTENSIONS: ReadonlyMap<string, RowFormat> = new Map([
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['json', 'json'],
  ['arrow', 'arrow'],
  ['arrows', 'arrow'],
  ['feather', 'arrow'],
  ['ipc', 'arrow'],
  ['parquet', 'parquet'],
]);

const UNREAD: ReadonlyMap<string, string> = new Map([
  ['zip', 'zip'],
  ['xlsx', 'a workbook'],
]);

/** What bytes begin with; Arrow's stream with the mark that a message follows. */
const SIGNATURES: readonly { readonly format: SourceFormat; readonly bytes: readonly number[] }[] = [
  { format: 'parquet', bytes: [0x50, 0x41, 0x52, 0x31] },
  { format: 'arrow', bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31] },
  { format: 'arrow', bytes: [0xff, 0xff, 0xff, 0xff] },
  { format: 'profile', bytes: [0x54, 0x49, 0x44, 0x45] },
];

const ZIP: readonly number[] = [0x50, 0x4b, 0x03, 0x04];

/** The format of unpacked data. Bytes that say what they are win over the name. */
export function recogniseFormat(name: string, start: Uint8Array): SourceFormat {
  const beginsWith = (bytes: readonly number[]): boolean => bytes.every((byte, index) => start[index] === byte);
  const signature = SIGNATURES.find(({ bytes }) => beginsWith(bytes))?.format;
  if (signature !== undefined) return signature;
  const extension = toExtension(name);
  const unread = beginsWith(ZIP) ? 'zip' : UNREAD.get(extension);
  if (unread !== undefined) throw unsupportedFormat(name, unread);
  const named = EXTENSIONS.get(extension);
  if (isColumnar(named)) return named;
  return recogniseJson(toStartText(start), named) ?? named ?? 'csv';
}

export function isColumnar(format: SourceFormat | undefined): format is ColumnarFormat {
  return format === 'arrow' || format === 'parquet';
}

/** The extension of a name, without that of a compression. */
function toExtension(name: string): string {
  return /\.([^./\\]+)$/.exec(name.replace(/\.(gz|zst)$/i, ''))?.[1]?.toLowerCase() ?? '';
}

/** The start as text, whose last character may be cut; UTF-16 by its mark. */
function toStartText(start: Uint8Array): string {
  const encoding =
    start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(start.subarray(0, SIGNATURE_BYTES));
}

function recogniseJson(text: string, named: RowFormat | undefined): SourceFormat | undefined {
  if (!/^\s*(\{\s*["}]|\[\s*[[{])/.test(text) || (named === undefined && /^\s*\[\s*\[/.test(text))) return undefined;
  if (/^\s*\[\s*\{\s*"prefix"\s*:\s*"[^"]*"\s*\}\s*[,\]]/.test(text)) return 'manifest';
  if (/"captureData"\s*:\s*\{/.test(text)) return 'capture';
  if (/^\s*\{/.test(text) && /"dataset"\s*:\s*\{\s*"item_count"/.test(text)) return 'statistics';
  return named === 'jsonl' && /^\s*\{/.test(text) ? 'jsonl' : 'json';
}
