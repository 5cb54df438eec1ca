/** A Zstandard frame that says how long its content is, as those in Arrow and Parquet do. */
import { toFrameBytes } from './decompress.js';

/** No column of a batch is longer. */
const MOST_BYTES = 1 << 30;

export function decodeZstandard(packed: Uint8Array, decompress: (packed: Uint8Array) => Uint8Array): Uint8Array {
  if (toFrameBytes(packed) > MOST_BYTES) throw new RangeError(`a compressed buffer of more than ${MOST_BYTES} bytes`);
  return decompress(packed);
}
