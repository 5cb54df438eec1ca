/** What is used of hyparquet: it reads the metadata and unpacks; values are decoded by ours. */
export {
  type ColumnMetaData,
  type Compressors,
  type Encoding,
  type FileMetaData,
  type PageHeader,
  parquetMetadataAsync,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet';
export { parquetHeader } from 'hyparquet/src/column.js';
export { decompressPage } from 'hyparquet/src/datapage.js';
export * as delta from 'hyparquet/src/delta.js';
export { byteStreamSplit } from 'hyparquet/src/encoding.js';
