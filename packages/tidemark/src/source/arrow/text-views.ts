/** Arrow's text views, gathered into one buffer. */
import type { TextValues } from '../../engine/port.js';
import { damagedColumn } from '../errors.js';
import type { ArrowData } from './arrow-data.js';

/** A view: the length, then the text itself if it is short, else its start, and where the whole of it lies. */
const VIEW_BYTES = 16;
const MOST_INLINE = 12;

export function readTextViews(path: string, { values, variadicBuffers = [], length }: ArrowData): TextValues {
  if (!(values instanceof Uint8Array) || values.length < length * VIEW_BYTES)
    throw damagedColumn(path, 'too few views');
  const views = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const offsets = new Uint32Array(length + 1);
  for (let row = 0; row < length; row += 1) {
    offsets[row + 1] = (offsets[row] ?? 0) + views.getUint32(row * VIEW_BYTES, true);
    if ((offsets[row + 1] ?? 0) < (offsets[row] ?? 0)) throw damagedColumn(path, 'texts of more than 4 GiB');
  }
  const data = new Uint8Array(toCheckedLength(path, offsets[length] ?? 0, values, variadicBuffers));
  for (let row = 0; row < length; row += 1) {
    const start = row * VIEW_BYTES;
    const size = views.getUint32(start, true);
    const [buffer, first] =
      size <= MOST_INLINE
        ? [values, start + 4]
        : [variadicBuffers[views.getInt32(start + 8, true)], views.getUint32(start + 12, true)];
    if (buffer === undefined || first + size > buffer.length)
      throw damagedColumn(path, 'a view outside of its buffers');
    data.set(buffer.subarray(first, first + size), offsets[row]);
  }
  return { offsets, data };
}

/** Views may share their text, yet no honest writer makes a buffer stand for hundreds of its like. */
function toCheckedLength(path: string, length: number, views: Uint8Array, buffers: readonly Uint8Array[]): number {
  const held = buffers.reduce((sum, buffer) => sum + buffer.length, views.length);
  if (length > held * 256) throw damagedColumn(path, 'views that repeat their text beyond measure');
  return length;
}
