/**
 * Joins capture records with ground truth by id. Labels are held in memory, up to a number of them; of more, both sides
 * are read several times, each time for a part of the ids.
 */
import type { Engine, IngestReport } from '../engine/port.js';
import type { JoinSummary } from '../monitor/join/join-summary.js';
import { LabelTable } from '../monitor/join/label-table.js';
import { MaturityCount } from '../monitor/join/maturity-count.js';
import { findJoinId, findTime, mergeLabel, readLabelRecord, toCaptureRecord } from '../monitor/join/records.js';
import { unfitRecord } from '../monitor/attribute/errors.js';
import { MergedFiles } from './merged-files.js';
import type { ReadingOptions } from './options.js';
import { readRecords, type RecordsRead } from './read-records.js';
import type { Source } from '../source/source.js';
import { isReadOnce } from '../source/stored-side.js';

export interface JoinSources {
  readonly source: Source;
  readonly groundTruth: Source;
  /** A directory for the merged records. */
  readonly merged?: string | undefined;
  /** Gets the records that have no label. */
  readonly takeUnlabelled?: ((record: object) => void) | undefined;
  /** How many labels are held at once. */
  readonly mostLabels?: number;
}

export interface Joined {
  readonly summary: JoinSummary;
  readonly report: IngestReport;
  readonly names: readonly string[] | null;
  /** The rows in the order of their records, where they came in another one. */
  readonly order: readonly number[] | null;
}

/** About 200 MB of them. */
const MOST_LABELS = 1 << 21;

/** Which ids a pass is about. */
interface Pass {
  readonly place: number;
  readonly count: number;
}

/** `take`: gets a record with its label, says how many rows came of it. */
export async function joinLabels(
  engine: Engine,
  { source, groundTruth, merged, takeUnlabelled, mostLabels = MOST_LABELS }: JoinSources,
  options: ReadingOptions,
  take: (record: object) => number,
): Promise<Joined> {
  const isRereadable = ![source, groundTruth].some(isReadOnce);
  const limit = isRereadable ? mostLabels : Number.POSITIVE_INFINITY;
  const files = merged === undefined ? null : new MergedFiles(merged);
  const first = await readLabels(engine, groundTruth, options, { place: 0, count: 1 }, limit);
  const count = Math.max(1, Math.ceil(first.labelCount / limit));
  const matching = new Matching(options);
  let read: RecordsRead | undefined;
  for (let place = 0; place < count; place += 1) {
    const pass = { place, count };
    const { table } = count === 1 ? first : await readLabels(engine, groundTruth, options, pass, Infinity);
    const passed = await readRecords(engine, source, options, async ({ value, source: file }) => {
      const { record, isLabelled } = matching.match(value, table, pass);
      if (record === null) return 0;
      if (!isLabelled) {
        takeUnlabelled?.(record);
        return 0;
      }
      const rows = take(record);
      matching.count(rows);
      await files?.add(record, file);
      return rows;
    });
    read = read === undefined ? passed : addRows(read, passed);
    matching.endPass(table);
  }
  await files?.finish();
  const { report, names } = read as RecordsRead;
  const labels = { labels: first.labelCount, unreadableLabels: first.unreadableCount };
  return { summary: matching.toSummary(labels), report, names, order: count === 1 ? null : matching.toOrder() };
}

interface Labels {
  readonly table: LabelTable;
  readonly labelCount: number;
  readonly unreadableCount: number;
}

/** The table holds the labels of the pass, but no more than `limit`. */
async function readLabels(
  engine: Engine,
  groundTruth: Source,
  { signal, threads, onProgress, untrusted }: ReadingOptions,
  pass: Pass,
  limit: number,
): Promise<Labels> {
  const table = new LabelTable();
  let labelCount = 0;
  const options = {
    ...(signal && { signal }),
    ...(threads !== undefined && { threads }),
    ...(onProgress && { onProgress }),
    ...(untrusted && { untrusted }),
  };
  const { report } = await readRecords(engine, groundTruth, options, ({ value }) => {
    const record = readLabelRecord(value);
    if (record === null) {
      throw unfitRecord('expected groundTruthData with data and eventMetadata with eventId, found another record');
    }
    labelCount += 1;
    if (isOfPass(record.id, pass) && table.size < limit) table.set(record.id, record.label);
    return 1;
  });
  return { table, labelCount, unreadableCount: report.quarantined };
}

/** Records on their way to their labels, counted. */
class Matching {
  readonly #maturity = new MaturityCount();
  readonly #end: number | null;
  /** The place of the record of each row among all records. */
  readonly #places: number[] = [];
  #place = -1;
  #recordCount = 0;
  #joinedCount = 0;
  #duplicateCount = 0;
  #unusedCount = 0;

  constructor({ to }: ReadingOptions) {
    const end = to === undefined ? Number.NaN : Date.parse(to);
    this.#end = Number.isNaN(end) ? null : end;
  }

  /** The record, with its label where it has one; null where it belongs to another pass. */
  match(value: unknown, table: LabelTable, pass: Pass): { record: object | null; isLabelled: boolean } {
    this.#place += 1;
    const record = toCaptureRecord(value);
    const id = findJoinId(record);
    if (!isOfPass(id ?? '', pass)) return { record: null, isLabelled: false };
    if (typeof record !== 'object' || record === null || !('captureData' in record)) {
      throw unfitRecord(
        'expected a capture record or the output of a transform with inference ids, found another record',
      );
    }
    const label = id === null ? null : table.find(id);
    this.#recordCount += 1;
    this.#joinedCount += Number(label !== null);
    this.#maturity.add(findTime(record), label !== null);
    return { record: label === null ? record : mergeLabel(record, label), isLabelled: label !== null };
  }

  /** So many rows came of the record that was matched last. */
  count(rows: number): void {
    for (let row = 0; row < rows; row += 1) this.#places.push(this.#place);
  }

  endPass(table: LabelTable): void {
    this.#place = -1;
    this.#duplicateCount += table.duplicateCount;
    this.#unusedCount += table.unusedCount;
  }

  toOrder(): readonly number[] {
    const places = this.#places;
    return places.map((_, row) => row).toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  }

  toSummary(labels: Pick<JoinSummary, 'labels' | 'unreadableLabels'>): JoinSummary {
    return {
      ...labels,
      records: this.#recordCount,
      joined: this.#joinedCount,
      recordsWithoutLabel: this.#recordCount - this.#joinedCount,
      duplicateLabels: this.#duplicateCount,
      labelsWithoutRecord: this.#unusedCount,
      maturity: this.#maturity.toMaturity(this.#end),
    };
  }
}

/** Of a later pass only its own rows, and the records that it set aside itself. */
function addRows({ report, names }: RecordsRead, { report: passed }: RecordsRead): RecordsRead {
  const unfit = passed.complaints.filter(({ kind }) => kind === 'unfit-record');
  const unfitCount = unfit.reduce((sum, { count }) => sum + count, 0);
  return {
    names,
    report: {
      ...report,
      rows: report.rows + passed.rows,
      quarantined: report.quarantined + unfitCount,
      complaints: [...report.complaints, ...unfit],
    },
  };
}

/** By the FNV-1a hash of the id. */
function isOfPass(id: string, { place, count }: Pass): boolean {
  if (count === 1) return true;
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01_00_01_93);
  return (hash >>> 0) % count === place;
}
