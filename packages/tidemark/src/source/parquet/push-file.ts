/**
 * A Parquet file into a profiler: row group by row group, column by column, page by page, so that no more than a page and
 * a window of the file is in memory. Only columns that were asked for are read.
 */
import type { FileMetaData } from '../../libraries/hyparquet.js';
import { isTidemarkError } from '../../engine/errors.js';
import type { Profiler } from '../../engine/port.js';
import type { ColumnReading } from '../columnar/column-reading.js';
import { toMissing } from '../columnar/missing.js';
import { damagedData, unsupportedColumn } from '../errors.js';
import type { RandomBytes } from '../random-bytes.js';
import { loadCodecs } from './codecs.js';
import { ColumnSink } from './column-sink.js';
import { type Leaf, toLeaves } from './leaf.js';
import { type LeafKind, toLeafKind } from './leaf-values.js';
import { toListPieces } from './list-pages.js';
import type { ParquetLibrary } from './page-values.js';
import { type Chunk, readPages } from './read-pages.js';

/** A footer of a hundred thousand columns takes less. */
const MOST_FOOTER_BYTES = 1 << 28;

interface WantedLeaf {
  readonly leaf: Leaf;
  readonly kind: LeafKind;
}

/** `invalid-data` when the file is damaged, `unsupported` for a column whose values are not read. */
export async function pushParquet(
  profiler: Profiler,
  name: string,
  bytes: RandomBytes,
  reading: ColumnReading,
): Promise<void> {
  const library = await import('../../libraries/hyparquet.js');
  const metadata = await readMetadata(library, name, bytes);
  const leaves = within(name, '', () => toLeaves(library.parquetSchema(metadata)));
  const wanted = leaves.flatMap((leaf) => toWanted(leaf, reading));
  const codecs = new Set(
    metadata.row_groups.flatMap(({ columns }) =>
      wanted.map(({ leaf }) => columns[leaf.position]?.meta_data?.codec ?? 'UNCOMPRESSED'),
    ),
  );
  const compressors = await loadCodecs(codecs);
  declare(profiler, wanted);
  for (const { num_rows: count, columns } of metadata.row_groups) {
    const rows = Number(count);
    if (!(rows >= 0 && rows <= Number.MAX_SAFE_INTEGER)) throw damagedData(name, 'parquet', `a group of ${rows} rows`);
    profiler.openRows(rows);
    for (const { leaf, kind } of wanted) {
      const { element } = leaf;
      const stored = columns[leaf.position]?.meta_data;
      if (stored === undefined) throw damagedData(name, 'parquet', `no values of column ${leaf.names.join('.')}`);
      const decoding = { library, element, convert: kind.convert };
      const chunk: Chunk = { leaf, metadata: stored, compressors, decoding };
      await within(name, leaf.names.join('.'), () => pushChunk(profiler, bytes, chunk, kind, rows, reading));
    }
    profiler.closeRows();
  }
}

async function readMetadata(library: ParquetLibrary, name: string, bytes: RandomBytes): Promise<FileMetaData> {
  return within(name, '', async () => {
    const { byteLength } = bytes;
    const tail = await bytes.read(Math.max(0, byteLength - 8), byteLength);
    if (tail.length < 8) throw new RangeError(`${byteLength} bytes`);
    const footerBytes = new DataView(tail.buffer, tail.byteOffset, 4).getUint32(0, true);
    if (footerBytes > Math.min(byteLength, MOST_FOOTER_BYTES)) throw new RangeError(`a footer of ${footerBytes} bytes`);
    const slice = async (start: number, end = byteLength): Promise<ArrayBuffer> => {
      const part = await bytes.read(start, end);
      if (part.length < end - start) throw new RangeError(`${part.length} of ${end - start} bytes`);
      return part.slice().buffer;
    };
    return library.parquetMetadataAsync(
      { byteLength, slice },
      { initialFetchSize: footerBytes + 8, geoparquet: false },
    );
  });
}

function toWanted(leaf: Leaf, { selection, logicalTypes }: ColumnReading): WantedLeaf[] {
  const path = leaf.listLevels.length === 0 ? leaf.names.join('') : (leaf.names[0] ?? '');
  if (!selection.wants(path)) return [];
  const kind = toLeafKind(leaf.element);
  const unsupported = leaf.unsupported ?? kind.unsupported;
  if (unsupported !== null) throw unsupportedColumn(path, unsupported);
  if (kind.logicalType !== null && leaf.listLevels.length === 0) logicalTypes.set(path, kind.logicalType);
  return [{ leaf, kind }];
}

/** Columns are there also where no row is. */
function declare(profiler: Profiler, wanted: readonly WantedLeaf[]): void {
  const columns = wanted
    .filter(({ leaf }) => leaf.listLevels.length === 0)
    .map(({ leaf }) => toMissing(leaf.names[0] ?? '', 0, leaf.position));
  profiler.pushColumns(columns);
}

async function pushChunk(
  profiler: Profiler,
  bytes: RandomBytes,
  chunk: Chunk,
  { scale }: LeafKind,
  rows: number,
  reading: ColumnReading,
): Promise<void> {
  const { leaf } = chunk;
  const sink = new ColumnSink(profiler, leaf.position, rows, reading);
  const isFlat = leaf.listLevels.length === 0;
  if (isFlat) sink.expect(leaf.names[0] ?? '');
  for await (const page of readPages(bytes, chunk)) {
    if (isFlat) {
      await sink.push({ name: leaf.names[0] ?? '', values: page.values, ...(scale !== undefined && { scale }) });
      sink.advance(page.count);
      continue;
    }
    for (const piece of toListPieces(leaf, page, scale)) {
      for (const column of piece.columns) if (reading.selection.wants(column.name)) await sink.push(column);
      sink.advance(piece.rows);
    }
  }
  await sink.finish();
}

/** What the library throws, and what it could not foresee, is damage. */
function within<Result>(name: string, column: string, run: () => Result): Result {
  const refuse = (error: unknown): never => {
    if (isTidemarkError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw damagedData(
      name,
      'parquet',
      new Error(column === '' ? reason : `column ${column}: ${reason}`, { cause: error }),
    );
  };
  try {
    const result = run();
    return result instanceof Promise ? (result.catch(refuse) as Result) : result;
  } catch (error) {
    return refuse(error);
  }
}
