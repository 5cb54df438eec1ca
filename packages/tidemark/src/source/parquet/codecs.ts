/** What unpacks the pages of Parquet, loaded when a column is packed. */
import type { Compressors } from 'hyparquet';
import { decodeZstandard } from '../zstandard.js';
import { missingLibrary } from '../errors.js';

/** hyparquet itself knows these. */
const BUILT_IN: readonly string[] = ['UNCOMPRESSED', 'SNAPPY'];

/** `unsupported` when the codec needs a package that is not installed. */
export async function loadCodecs(codecs: ReadonlySet<string>): Promise<Compressors> {
  if ([...codecs].every((codec) => codec === 'UNCOMPRESSED')) return {};
  try {
    const [{ compressors }, { decompress }] = await Promise.all([import('hyparquet-compressors'), import('fzstd')]);
    return { ...compressors, ZSTD: (packed) => decodeZstandard(packed, decompress) };
  } catch (cause) {
    // Where WebAssembly cannot be compiled, the slower way to unpack Snappy still can be taken.
    if ([...codecs].every((codec) => BUILT_IN.includes(codec))) return {};
    throw missingLibrary('hyparquet-compressors', '1.1.2', `for Parquet packed with ${[...codecs].join(', ')}`, cause);
  }
}
