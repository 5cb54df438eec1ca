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
  const { compressionRegistry, CompressionType } = arrow;
  // A codec that the application set stays.
  if (compressionRegistry.get(CompressionType.LZ4_FRAME)?.decode === undefined) {
    compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: decodeLz4Frame });
  }
  if (compressionRegistry.get(CompressionType.ZSTD)?.decode === undefined) {
    const { decompress } = await import('fzstd');
    compressionRegistry.set(CompressionType.ZSTD, { decode: (packed) => decodeZstandard(packed, decompress) });
  }
  return arrow;
}
