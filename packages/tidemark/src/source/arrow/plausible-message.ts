/**
 * Holds what a message of Arrow claims against its own length, so that no count in it makes the library loop, or reserve
 * memory beyond what the data could hold. Numbers of fields are those of Arrow's Message.fbs and Schema.fbs.
 */
import { FlatTable } from './flat-table.js';

const MESSAGE = { headerType: 1, header: 2, bodyLength: 3, metadata: 4 };
const HEADER = { schema: 1, dictionaryBatch: 2, recordBatch: 3 };
const SCHEMA = { fields: 1, metadata: 2 };
const FIELD = { children: 5, metadata: 6 };
const BATCH = { length: 0, nodes: 1, buffers: 2, compression: 3, variadicCounts: 4 };
const DICTIONARY = { data: 1 };

/** A node is a length and a count of nulls, a buffer an offset and a length. */
const PAIR_BYTES = 16;
const MOST_ROWS = 2 ** 31 - 1;
const MOST_DEPTH = 64;

export function isSchema(metadata: Uint8Array): boolean {
  return FlatTable.root(metadata).byte(MESSAGE.headerType) === HEADER.schema;
}

export function isRecordBatch(metadata: Uint8Array): boolean {
  return FlatTable.root(metadata).byte(MESSAGE.headerType) === HEADER.recordBatch;
}

/** The length of the message's body. RangeError when the message claims what it cannot hold. */
export function requirePlausible(metadata: Uint8Array): number {
  const message = FlatTable.root(metadata);
  message.count(MESSAGE.metadata, 4);
  const bodyLength = message.long(MESSAGE.bodyLength);
  if (bodyLength < 0 || bodyLength > Number.MAX_SAFE_INTEGER) throw new RangeError(`a body of ${bodyLength} bytes`);
  const header = message.table(MESSAGE.header);
  const type = message.byte(MESSAGE.headerType);
  if (type === HEADER.schema) requireSchema(header, metadata.length);
  else if (type === HEADER.recordBatch) requireBatch(header, bodyLength);
  else if (type === HEADER.dictionaryBatch) requireBatch(header?.table(DICTIONARY.data) ?? null, bodyLength);
  else throw new RangeError(`a message of type ${type}`);
  return bodyLength;
}

function requireSchema(schema: FlatTable | null, byteCount: number): void {
  if (schema === null) throw new RangeError('a schema without a description');
  schema.count(SCHEMA.metadata, 4);
  requireFields(schema.tables(SCHEMA.fields), { left: byteCount }, 0);
}

/** Fields may share their children, so that few bytes stand for very many of them. */
function requireFields(fields: readonly FlatTable[], count: { left: number }, depth: number): void {
  if (depth > MOST_DEPTH) throw new RangeError(`fields nested more than ${MOST_DEPTH} deep`);
  for (const field of fields) {
    count.left -= 1;
    if (count.left < 0) throw new RangeError('more fields than their description has bytes');
    field.count(FIELD.metadata, 4);
    requireFields(field.tables(FIELD.children), count, depth + 1);
  }
}

function requireBatch(batch: FlatTable | null, bodyLength: number): void {
  if (batch === null) throw new RangeError('a batch without a description');
  const rows = batch.long(BATCH.length);
  const isPacked = batch.table(BATCH.compression) !== null;
  if (rows < 0 || rows > MOST_ROWS) throw new RangeError(`a batch of ${rows} rows`);
  // A row takes at least a bit, unless all of its columns are of the type that holds nothing.
  if (!isPacked && bodyLength > 0 && rows > bodyLength * 8) throw new RangeError(`${rows} rows in ${bodyLength} bytes`);
  const nodes = batch.longs(BATCH.nodes, PAIR_BYTES);
  if (nodes.some((length) => length < 0 || length > MOST_ROWS)) throw new RangeError('columns of impossible lengths');
  if (nodes.length > 0 && nodes[0] !== rows) throw new RangeError(`a column of ${nodes[0]} in a batch of ${rows} rows`);
  const buffers = batch.count(BATCH.buffers, PAIR_BYTES);
  const variadic = batch.longs(BATCH.variadicCounts, 8);
  if (variadic.some((count) => count < 0 || count > buffers)) throw new RangeError('more buffers than are described');
}
