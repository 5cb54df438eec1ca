/** The library hyparquet, loaded when Parquet comes in: it reads the metadata and unpacks; values are decoded here. */
import { missingLibrary } from '../errors.js';

export interface ParquetLibrary {
  readonly readMetadata: typeof import('hyparquet').parquetMetadataAsync;
  readonly toSchema: typeof import('hyparquet').parquetSchema;
  readonly readPageHeader: typeof import('hyparquet/src/column.js').parquetHeader;
  readonly decompressPage: typeof import('hyparquet/src/datapage.js').decompressPage;
  readonly delta: typeof import('hyparquet/src/delta.js');
  readonly splitBytes: typeof import('hyparquet/src/encoding.js').byteStreamSplit;
}

/** `unsupported` when the package is not installed. */
export async function loadParquetLibrary(): Promise<ParquetLibrary> {
  try {
    const [{ parquetMetadataAsync, parquetSchema }, { parquetHeader }, { decompressPage }, delta, { byteStreamSplit }] =
      await Promise.all([
        import('hyparquet'),
        import('hyparquet/src/column.js'),
        import('hyparquet/src/datapage.js'),
        import('hyparquet/src/delta.js'),
        import('hyparquet/src/encoding.js'),
      ]);
    return {
      readMetadata: parquetMetadataAsync,
      toSchema: parquetSchema,
      readPageHeader: parquetHeader,
      decompressPage,
      delta,
      splitBytes: byteStreamSplit,
    };
  } catch (cause) {
    throw missingLibrary('hyparquet', '1.31.5', 'for Parquet', cause);
  }
}
