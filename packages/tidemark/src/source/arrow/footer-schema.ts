/**
 * The schema at the end of a file of Arrow, as the message with which a stream begins. The format wants it at both ends;
 * apache-arrow writes it at the end only.
 */
import type { RandomBytes } from '../random-bytes.js';
import { FlatTable } from './flat-table.js';

const MAGIC = 'ARROW1';
/** The footer's length and the magic number. */
const TAIL_BYTES = 4 + MAGIC.length;
const MOST_FOOTER_BYTES = 1 << 28;
const SCHEMA_FIELD = 1;
/** Where the copy of the footer begins in the message: behind the message's own table. */
const FOOTER_START = 32;

/** The description of the message; null when the bytes do not end as a file does. */
export async function readFooterSchema({ byteLength, read }: RandomBytes): Promise<Uint8Array | null> {
  const tail = await read(Math.max(0, byteLength - TAIL_BYTES), byteLength);
  if (tail.length < TAIL_BYTES || new TextDecoder().decode(tail.subarray(4)) !== MAGIC) return null;
  const length = new DataView(tail.buffer, tail.byteOffset, 4).getUint32(0, true);
  const end = byteLength - TAIL_BYTES;
  if (length > Math.min(end, MOST_FOOTER_BYTES)) throw new RangeError(`a footer of ${length} bytes`);
  const footer = await read(end - length, end);
  const schema = FlatTable.root(footer).place(SCHEMA_FIELD);
  return schema === null ? null : toMessage(footer, schema);
}

/** Places in FlatBuffers are relative and point forward, so a table may be copied with all that surrounds it. */
function toMessage(footer: Uint8Array, schema: number): Uint8Array {
  const message = new Uint8Array(FOOTER_START + ((footer.length + 7) & ~7));
  message.set(footer, FOOTER_START);
  const view = new DataView(message.buffer);
  // The root, then where the fields of its table stand: version, type of the header, header.
  view.setUint32(0, 16, true);
  for (const [index, value] of [10, 12, 4, 6, 8].entries()) view.setUint16(4 + 2 * index, value, true);
  view.setInt32(16, 12, true);
  view.setInt16(20, 4, true);
  view.setUint8(22, 1);
  view.setUint32(24, FOOTER_START + schema - 24, true);
  return message;
}
