/**
 * Reads Arrow's IPC format, stream or file, message by message: both hold the same messages in the same order, so a file
 * is read from its beginning too. What a message claims to hold is checked before the library decodes it.
 */
import type { ArrowBatch } from './arrow-data.js';
import { loadArrowLibrary } from './arrow-library.js';
import { ByteCursor } from '../byte-cursor.js';
import { damagedData } from '../errors.js';
import { readFooterSchema } from './footer-schema.js';
import { isRecordBatch, isSchema, requirePlausible } from './plausible-message.js';
import { isTidemarkError } from '../../engine/errors.js';
import type { BytesPart } from '../source.js';

const CONTINUATION = 0xffff_ffff;
/** A schema of a hundred thousand columns takes less. */
const MOST_METADATA_BYTES = 1 << 28;
/** Of longer bodies, more than one may be in memory. */
const MOST_ROOM_BYTES = 1 << 28;
const MAGIC = 'ARROW1';

/**
 * The record batches of a stream of bytes; a stream without rows gives one without rows. `openRandom`: where the bytes
 * can be read from their end, too.
 */
export async function* readBatches(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  openRandom?: BytesPart['openRandom'],
): AsyncGenerator<ArrowBatch> {
  const arrow = await loadArrowLibrary();
  const cursor = new ByteCursor(chunks);
  const messages = new Messages(cursor, openRandom);
  try {
    const reader = await arrow.RecordBatchReader.from(messages.read());
    await reader.open();
    for await (const batch of reader) yield batch;
    // The library takes an error of its source for the end of it.
    if (messages.failure !== undefined) throw messages.failure;
    if (!messages.hasSchema) throw new RangeError('no schema');
  } catch (error) {
    const cause = messages.failure ?? error;
    throw cursor.failure ?? (isTidemarkError(cause) ? cause : damagedData(name, 'arrow', cause));
  } finally {
    await cursor.close();
  }
}

class Messages {
  readonly #cursor: ByteCursor;
  readonly #openRandom: BytesPart['openRandom'];
  /** Where bodies of batches are put together, one after another: each is done with when the next is asked for. */
  #room = new Uint8Array();
  failure: Error | undefined;
  hasSchema = false;

  constructor(cursor: ByteCursor, openRandom: BytesPart['openRandom']) {
    this.#cursor = cursor;
    this.#openRandom = openRandom;
  }

  /** The bytes of whole messages, as in a stream. */
  async *read(): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#read();
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    let prefix = await this.#cursor.take(8);
    const isFile = new TextDecoder().decode(prefix).startsWith(MAGIC);
    if (isFile) prefix = await this.#cursor.take(8);
    for (;;) {
      const length = this.#readLength(prefix, isFile);
      if (length === 0) {
        if (!this.hasSchema && isFile) yield* toMessage(await this.#readSchema(isFile));
        this.hasSchema ||= isFile;
        return;
      }
      const metadata = await this.#takeAll(length, 'the description of a message');
      const bodyLength = requirePlausible(metadata);
      const room = isRecordBatch(metadata) ? this.#makeRoom(bodyLength) : undefined;
      const body = await this.#takeAll(bodyLength, 'the body of a message', room);
      if (!this.hasSchema && !isSchema(metadata)) yield* toMessage(await this.#readSchema(isFile));
      this.hasSchema = true;
      yield* toMessage(metadata);
      if (bodyLength > 0) yield body;
      prefix = await this.#cursor.take(8);
    }
  }

  /** How long the description of the next message is; 0 at the end, which a file marks and a stream may. */
  #readLength(prefix: Uint8Array, isFile: boolean): number {
    if (prefix.length === 0 && !isFile) return 0;
    if (prefix.length < 8) throw new RangeError(`the end of the data after ${this.#cursor.taken} bytes`);
    const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
    if (view.getUint32(0, true) !== CONTINUATION) throw new RangeError('no message of Arrow 0.15 or later');
    const length = view.getInt32(4, true);
    if (length < 0 || length > MOST_METADATA_BYTES) throw new RangeError(`a description of ${length} bytes`);
    return length;
  }

  /** Of a file that has its schema at the end only. */
  async #readSchema(isFile: boolean): Promise<Uint8Array> {
    const random = isFile ? await this.#openRandom?.() : null;
    if (!random)
      throw new RangeError(isFile ? 'a file without its schema in front, in a stream' : 'no schema in front');
    try {
      const schema = await readFooterSchema(random);
      if (schema === null) throw new RangeError('no schema in front, and not the end of a file');
      requirePlausible(schema);
      return schema;
    } finally {
      await random.close();
    }
  }

  #makeRoom(count: number): Uint8Array | undefined {
    if (this.#cursor.holds(count) || count > MOST_ROOM_BYTES) return undefined;
    if (this.#room.length < count) this.#room = new Uint8Array(count);
    return this.#room;
  }

  async #takeAll(count: number, what: string, room?: Uint8Array): Promise<Uint8Array> {
    const bytes = await this.#cursor.take(count, room);
    if (bytes.length < count) throw new RangeError(`${bytes.length} of the ${count} bytes of ${what}`);
    return bytes;
  }
}

function* toMessage(metadata: Uint8Array): Generator<Uint8Array> {
  const prefix = new DataView(new ArrayBuffer(8));
  prefix.setUint32(0, CONTINUATION, true);
  prefix.setUint32(4, metadata.length, true);
  yield new Uint8Array(prefix.buffer);
  yield metadata;
}
