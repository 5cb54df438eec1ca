/** The library apache-arrow, loaded when Arrow comes in or goes out, with the codecs of its buffers. */
import { missingLibrary } from '../errors.js';
import { decodeLz4Frame } from './lz4-frame.js';
import { decodeZstandard } from '../zstandard.js';

export type ArrowLibrary = typeof import('apache-arrow');

let library: Promise<ArrowLibrary> | undefined;

/** `unsupported` when the package is not installed. */
export function loadArrowLibrary(): Promise<ArrowLibrary> {
  library ??= load();
  return library;
}

async function load(): Promise<ArrowLibrary> {
  let arrow: ArrowLibrary;
  try {
    arrow = await import('apache-arrow');
  } catch (cause) {
    library = undefined;
    throw missingLibrary('apache-arrow', '21.2.0', 'for Arrow', cause);
  }
  const { decompress } = await import('../../libraries/fzstd.js');
  addDecoder(arrow, arrow.CompressionType.LZ4_FRAME, decodeLz4Frame);
  addDecoder(arrow, arrow.CompressionType.ZSTD, (packed) => decodeZstandard(packed, decompress));
  return arrow;
}

/** What the application set, to read or to write, stays. */
function addDecoder(
  { compressionRegistry }: ArrowLibrary,
  type: Parameters<ArrowLibrary['compressionRegistry']['get']>[0],
  decode: (packed: Uint8Array) => Uint8Array,
): void {
  const codec = compressionRegistry.get(type);
  if (codec?.decode !== undefined) return;
  const encode = codec?.encode?.bind(codec);
  // Numbers are read where they lie, which must be a place for them.
  const decodeAligned = (packed: Uint8Array): Uint8Array => {
    const bytes = decode(packed);
    return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  };
  compressionRegistry.set(type, { decode: decodeAligned, ...(encode && { encode }) });
}
