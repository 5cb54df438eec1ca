/** Ids, labels and times of the records that are joined: ground truth, capture records, and outputs of transform jobs. */
import { toValueText } from '../attribute/value-text.js';
import type { Label } from './label-table.js';

type Members = Readonly<Record<string, unknown>>;

/** A ground-truth record; null where it is none. */
export function readLabelRecord(record: unknown): { readonly id: string; readonly label: Label } | null {
  const { groundTruthData, eventMetadata } = toMembers(record);
  const { data, encoding = 'CSV' } = toMembers(groundTruthData);
  const id = toMembers(eventMetadata)['eventId'];
  if (typeof id !== 'string' || typeof encoding !== 'string') return null;
  if (typeof data === 'string') return { id, label: { data, encoding } };
  const isScalar = typeof data === 'number' || typeof data === 'boolean';
  return isScalar ? { id, label: { data: String(data), encoding } } : null;
}

/** The id under which the label of a record is found; null where it has none. */
export function findJoinId(record: unknown): string | null {
  const { inferenceId, eventId } = toMembers(toMembers(record)['eventMetadata']);
  if (typeof inferenceId === 'string' && inferenceId !== '') return inferenceId;
  return typeof eventId === 'string' ? eventId : null;
}

/** When the inference was made, in ms; null where that is not known. */
export function findTime(record: unknown): number | null {
  const { inferenceTime } = toMembers(toMembers(record)['eventMetadata']);
  const time = typeof inferenceTime === 'string' ? Date.parse(inferenceTime) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** The record with its label, as the merge job of Model Monitor writes it. */
export function mergeLabel(record: object, label: Label): object {
  const { eventVersion = '0', captureData, eventMetadata, ...others } = record as Members;
  return { eventVersion, groundTruthData: label, captureData, eventMetadata, ...others };
}

/**
 * The record of a transform's output that carries an inference id: a row that ends in id and time, or an object with
 * members for them. Any other record is given back as it is.
 */
export function toCaptureRecord(record: unknown): unknown {
  if (Array.isArray(record)) {
    const cells = record.map((cell: unknown) => (cell === null ? '' : toValueText(cell)));
    const [id, time] = cells.slice(-2);
    if (id === undefined || time === undefined || cells.length < 3 || Number.isNaN(Date.parse(time))) return record;
    return toRecord(id, time, cells.slice(0, -2).map(quote).join(','), 'CSV');
  }
  const { SageMakerInferenceId: id, SageMakerInferenceTime: time, ...content } = toMembers(record);
  if (typeof id !== 'string') return record;
  return toRecord(id, typeof time === 'string' ? time : null, JSON.stringify(content), 'JSON');
}

function toRecord(id: string, time: string | null, data: string, encoding: string): object {
  return {
    captureData: { batchTransformOutput: { data, encoding } },
    eventMetadata: { eventId: id, ...(time !== null && { inferenceTime: time }) },
    eventVersion: '0',
  };
}

function quote(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function toMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
