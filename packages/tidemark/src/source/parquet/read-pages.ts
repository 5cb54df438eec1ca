/** The pages of a stored column, one after another, unpacked, with the levels that say which values are present. */
import type { ColumnMetaData, Compressors, PageHeader } from '../../libraries/hyparquet.js';
import type { ColumnInput } from '../../engine/port.js';
import { ByteCursor } from '../byte-cursor.js';
import type { RandomBytes } from '../random-bytes.js';
import { isOneRun, readHybrid } from './hybrid.js';
import type { Leaf } from './leaf.js';
import { type PageDecoding, readPageValues } from './page-values.js';
import { readPlain } from './plain-values.js';

/** How much of a column is read at once; a longer page is read whole. */
const WINDOW_BYTES = 1 << 24;
const HEADER_BYTES = 512;
const MOST_HEADER_BYTES = 1 << 22;
/** No writer makes pages of more, packed or not. */
const MOST_PAGE_BYTES = 1 << 30;
const MOST_PAGE_VALUES = 1 << 26;

/** Values that are present, and the levels of all; null where there is but one level. */
export interface Page {
  readonly values: ColumnInput['values'];
  /** How many values there are, present or not. */
  readonly count: number;
  /** Null, too, where all are present, outside of lists. */
  readonly definition: Uint8Array | null;
  readonly repetition: Uint8Array | null;
}

export interface Chunk {
  readonly leaf: Leaf;
  readonly metadata: ColumnMetaData;
  readonly compressors: Compressors;
  readonly decoding: PageDecoding;
}

/** Any error says what is damaged. */
export async function* readPages(bytes: RandomBytes, chunk: Chunk): AsyncGenerator<Page> {
  const { metadata, decoding } = chunk;
  const { start, end } = toRange(metadata, bytes.byteLength);
  const cursor = new ByteCursor(readWindows(bytes, start, end));
  let dictionary: ColumnInput['values'] | null = null;
  let left = Number(metadata.num_values);
  while (left > 0) {
    const header = await readHeader(cursor, decoding.library.parquetHeader);
    const { compressed_page_size: size, uncompressed_page_size: unpackedSize } = header;
    if (!isCount(size, MOST_PAGE_BYTES) || !isCount(unpackedSize, MOST_PAGE_BYTES)) {
      throw new RangeError(`a page of ${size} bytes, ${unpackedSize} unpacked`);
    }
    const packed = await cursor.take(size);
    if (packed.length < size) throw new RangeError(`${packed.length} of the ${size} bytes of a page`);
    if (header.type === 'DICTIONARY_PAGE') {
      dictionary = readDictionary(packed, header, chunk);
    } else if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
      const page = readPage(packed, header, chunk, left, dictionary);
      left -= page.count;
      yield page;
    }
  }
}

function toRange(metadata: ColumnMetaData, byteLength: number): { readonly start: number; readonly end: number } {
  const { data_page_offset: data, dictionary_page_offset: dictionary, total_compressed_size: size } = metadata;
  // Some writers give no place for a dictionary, or 0.
  const start = Number(dictionary !== undefined && dictionary > 0n && dictionary < data ? dictionary : data);
  const end = start + Number(size);
  if (start < 0 || end < start || end > byteLength) throw new RangeError(`values from byte ${start} to ${end}`);
  return { start, end };
}

async function* readWindows(bytes: RandomBytes, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += WINDOW_BYTES) yield await bytes.read(at, Math.min(end, at + WINDOW_BYTES));
}

/** How long a header is shows only in reading it. */
async function readHeader(cursor: ByteCursor, read: PageDecoding['library']['parquetHeader']): Promise<PageHeader> {
  for (let count = HEADER_BYTES; ; count *= 16) {
    const bytes = await cursor.peek(count);
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    try {
      const header = read(reader);
      await cursor.take(reader.offset);
      return header;
    } catch (error) {
      if (bytes.length < count || count > MOST_HEADER_BYTES) throw error;
    }
  }
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function readDictionary(
  packed: Uint8Array,
  header: PageHeader,
  { metadata, compressors, decoding }: Chunk,
): ColumnInput['values'] {
  const count = header.dictionary_page_header?.num_values;
  if (!isCount(count, MOST_PAGE_VALUES)) throw new RangeError('a dictionary without a count');
  const { library, element, convert } = decoding;
  const page = library.decompressPage(packed, header.uncompressed_page_size, metadata.codec, compressors);
  return convert(readPlain(page, element, count));
}

function readPage(
  packed: Uint8Array,
  header: PageHeader,
  chunk: Chunk,
  left: number,
  dictionary: ColumnInput['values'] | null,
): Page {
  const { leaf, decoding } = chunk;
  const described = header.data_page_header ?? header.data_page_header_v2;
  const count = described?.num_values;
  if (described === undefined || !isCount(count, Math.min(left, MOST_PAGE_VALUES))) {
    throw new RangeError(`${count ?? 'no'} values in a page, where ${left} are left`);
  }
  const { bytes, repetition, definition, start } = unpackPage(packed, header, chunk, count);
  let present = count;
  if (definition !== null) {
    present = 0;
    for (const level of definition) if (level === leaf.mostDefined) present += 1;
  }
  const values = readPageValues(decoding, described.encoding, bytes.subarray(start), present, dictionary);
  return { values, count, definition, repetition };
}

interface Unpacked {
  readonly bytes: Uint8Array;
  /** Where the values begin in them. */
  readonly start: number;
  readonly repetition: Uint8Array | null;
  readonly definition: Uint8Array | null;
}

/** Levels stand before the values: in pages of the first version packed with them, each after its length. */
function unpackPage(packed: Uint8Array, header: PageHeader, chunk: Chunk, count: number): Unpacked {
  const { leaf, metadata, compressors, decoding } = chunk;
  const readDefinition = leaf.listLevels.length > 0 ? readLevels : readFlatDefinition;
  const { decompressPage } = decoding.library;
  const second = header.data_page_header_v2;
  const unpackedSize = header.uncompressed_page_size;
  if (second === undefined) {
    const bytes = decompressPage(packed, unpackedSize, metadata.codec, compressors);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    const take = (most: number, read: typeof readFlatDefinition): Uint8Array | null => {
      if (most === 0) return null;
      const length = view.getUint32(start, true);
      const levels = read(bytes, start + 4, start + 4 + length, most, count);
      start += 4 + length;
      return levels;
    };
    const repetition = take(leaf.listLevels.length, readLevels);
    const definition = take(leaf.mostDefined, readDefinition);
    return { bytes, start, repetition, definition };
  }
  const { repetition_levels_byte_length: first, definition_levels_byte_length: middle } = second;
  const levelBytes = first + middle;
  if (first < 0 || middle < 0 || levelBytes > packed.length) throw new RangeError('levels that go on after their page');
  const rest = packed.subarray(levelBytes);
  const isPacked = second.is_compressed !== false && metadata.codec !== 'UNCOMPRESSED';
  const isInLists = leaf.listLevels.length > 0;
  return {
    bytes:
      isPacked && rest.length > 0 ? decompressPage(rest, unpackedSize - levelBytes, metadata.codec, compressors) : rest,
    start: 0,
    repetition: isInLists ? readLevels(packed, 0, first, leaf.listLevels.length, count) : null,
    definition: leaf.mostDefined === 0 ? null : readDefinition(packed, first, levelBytes, leaf.mostDefined, count),
  };
}

/** Null where all values are present, which one run says. */
function readFlatDefinition(
  bytes: Uint8Array,
  start: number,
  end: number,
  most: number,
  count: number,
): Uint8Array | null {
  return isOneRun(bytes, start, end, most, count) ? null : readLevels(bytes, start, end, most, count);
}

function readLevels(bytes: Uint8Array, start: number, end: number, most: number, count: number): Uint8Array {
  if (end > bytes.length) throw new RangeError('levels that go on after their page');
  const levels = new Uint8Array(count);
  readHybrid(bytes, start, end, 32 - Math.clz32(most), levels);
  return levels;
}
