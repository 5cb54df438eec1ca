/** Measures the quality of a model's answers over instances, and over each group of them. */
import type { Engine } from '../../engine/port.js';
import type { QualityColumns, QualityOptions } from '../../engine/quality.js';
import type { InstanceColumns } from '../attribute/instance-columns.js';
import { toValueText } from '../attribute/value-text.js';
import { emptyWindow } from '../errors.js';
import { noAnswer, noLabel } from './errors.js';
import type { Reading } from '../reading.js';
import { toMetrics, toQualityStatistics } from './from-result.js';
import { listConstrained, type Problem } from './metrics.js';
import type { QualityGroup, QualityStatistics } from './statistics.js';

export interface MeasureInput {
  readonly engine: Engine;
  readonly problem: Problem;
  readonly columns: InstanceColumns;
  readonly reading: Reading;
  readonly probabilityThreshold?: number | undefined;
  /** The attributes of the groups. */
  readonly groups: readonly string[];
  readonly quarantined: number;
}

/** A group of fewer rows is named and not measured. */
const LEAST_GROUP_ROWS = 30;

/** More values than that are no groups: those with the most rows are kept. */
const MOST_GROUP_VALUES = 50;

/** `invalid-data` without a row that has a label and an answer. */
export function measureQuality(input: MeasureInput): QualityStatistics {
  const { engine, problem, columns, reading, quarantined } = input;
  const named = toQualityColumns(problem, columns);
  if (columns.count === 0) throw emptyWindow(quarantined);
  if (!columns.label.some(isKnown)) throw noLabel();
  if (!columns.prediction.some(isKnown) && !columns.probability.some(isKnown)) throw noAnswer();
  const result = engine.quality(problem, named, toOptions(input));
  if (result.count === 0) throw emptyWindow(quarantined);
  const groups = reading === 'sagemaker' ? [] : input.groups.flatMap((_, place) => measureGroups(input, named, place));
  return toQualityStatistics(problem, result, reading, groups);
}

function toOptions({ problem, reading, probabilityThreshold }: MeasureInput): QualityOptions {
  const isBinary = problem === 'BinaryClassification';
  return {
    ...(isBinary && probabilityThreshold !== undefined && { threshold: probabilityThreshold }),
    ...(reading === 'sagemaker' && { rules: 'sagemaker' as const }),
  };
}

/** A column without a value is none. Where answers are given, they and not the scores say what was predicted. */
function toQualityColumns(problem: Problem, { label, prediction, probability }: InstanceColumns): QualityColumns {
  const read = problem === 'Regression' ? toNumbers : toClasses;
  return {
    label: read(label),
    ...(prediction.some(isKnown) && { prediction: read(prediction) }),
    ...(problem === 'BinaryClassification' && probability.some(isKnown) && { probability: toNumbers(probability) }),
  };
}

function isKnown(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function toNumbers(values: readonly unknown[]): Float64Array {
  return Float64Array.from(values, (value) => (value === null || value === '' ? Number.NaN : Number(value)));
}

/** Classes as texts, of which `1.0` and `1` are one. */
function toClasses(values: readonly unknown[]): readonly (string | null)[] {
  return values.map((value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value ? '1' : '0';
    const text = toValueText(value).trim();
    const number = Number(text);
    return text !== '' && Number.isFinite(number) ? String(number) : text;
  });
}

function measureGroups(input: MeasureInput, all: QualityColumns, place: number): readonly QualityGroup[] {
  const rows = new Map<string, number[]>();
  for (const [row, value] of (input.columns.groups[place] ?? []).entries()) {
    const name = value === null || value === undefined ? '' : toValueText(value);
    const held = rows.get(name);
    if (held === undefined) rows.set(name, [row]);
    else held.push(row);
  }
  const largest = [...rows].toSorted(([, a], [, b]) => b.length - a.length).slice(0, MOST_GROUP_VALUES);
  return largest.map(([value, members]) => measureGroup(input, all, members, input.groups[place] ?? '', value));
}

function measureGroup(
  { engine, problem, reading, ...input }: MeasureInput,
  all: QualityColumns,
  rows: readonly number[],
  attribute: string,
  value: string,
): QualityGroup {
  const group = { attribute, value, count: rows.length };
  if (rows.length < LEAST_GROUP_ROWS) return { ...group, metrics: null };
  const columns = Object.fromEntries(
    Object.entries(all).map(([role, values]) => [role, rows.map((row) => (values as readonly unknown[])[row] ?? null)]),
  ) as unknown as QualityColumns;
  const options = { ...toOptions({ engine, problem, reading, ...input }), curves: false };
  const metrics = toMetrics(problem, engine.quality(problem, columns, options), reading);
  const kept = listConstrained(problem).flatMap(([name]) => {
    const metric = metrics[name];
    return metric === undefined ? [] : [[name, metric] as const];
  });
  return { ...group, metrics: Object.fromEntries(kept) };
}
