/** What unpacks the pages of Parquet, loaded when a column is packed. */
import type { Compressors } from '../../libraries/hyparquet.js';
import { decodeZstandard } from '../zstandard.js';
import { noCodec } from '../errors.js';

/** hyparquet itself knows these. */
const BUILT_IN: readonly string[] = ['UNCOMPRESSED', 'SNAPPY'];

/** `unsupported` where the codec cannot be had. */
export async function loadCodecs(codecs: ReadonlySet<string>): Promise<Compressors> {
  if ([...codecs].every((codec) => codec === 'UNCOMPRESSED')) return {};
  try {
    const [{ compressors }, { decompress }] = await Promise.all([
      import('../../libraries/hyparquet-compressors.js'),
      import('../../libraries/fzstd.js'),
    ]);
    return { ...compressors, ZSTD: (packed) => decodeZstandard(packed, decompress) };
  } catch (cause) {
    // Where WebAssembly cannot be compiled, the slower way to unpack Snappy still can be taken.
    if ([...codecs].every((codec) => BUILT_IN.includes(codec))) return {};
    throw noCodec([...codecs], cause);
  }
}
