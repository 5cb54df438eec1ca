/** Measures the quality of a model's answers over instances, and over each group of them. */
import type { Engine } from '../../engine/port.js';
import type { QualityColumns, QualityOptions, QualityResult } from '../../engine/quality.js';
import type { InstanceColumns } from '../attribute/instance-columns.js';
import { isKnown } from '../attribute/is-known.js';
import { toValueText } from '../attribute/value-text.js';
import { emptyWindow } from '../errors.js';
import { noAnswer, noLabel } from './errors.js';
import type { Reading } from '../reading.js';
import { type Told, toMetrics, toQualityStatistics } from './from-result.js';
import { listConstrained, type Problem } from './metrics.js';
import type { QualityGroup, QualityStatistics } from './statistics.js';

export interface MeasureInput extends Omit<Told, 'groups'> {
  readonly engine: Engine;
  readonly problem: Problem;
  readonly columns: InstanceColumns;
  readonly reading: Reading;
  /** The attributes of the groups, which the columns begin with; of a ranking, the query stands after them. */
  readonly groups: readonly string[];
  readonly quarantined: number;
}

/** A group of fewer rows is named and not measured. */
const LEAST_GROUP_ROWS = 30;

/** A value of fewer rows is not named. */
const LEAST_NAMED_ROWS = 10;

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
  return toQualityStatistics(problem, result, reading, { ...input, groups });
}

/** What was measured in a stream. `invalid-data` without a row that has a label and an answer. */
export function readMeasured(
  problem: Problem,
  result: QualityResult,
  told: Omit<Told, 'groups'> & Pick<MeasureInput, 'quarantined'>,
): QualityStatistics {
  if (result.count === 0) throw emptyWindow(told.quarantined);
  return toQualityStatistics(problem, result, 'tidemark', { ...told, groups: [] });
}

function toOptions({ problem, reading, probabilityThreshold, positive }: MeasureInput): QualityOptions {
  const isBinary = problem === 'BinaryClassification';
  return {
    ...(isBinary && probabilityThreshold !== undefined && { threshold: probabilityThreshold }),
    ...(isBinary && positive !== undefined && { positive }),
    ...(reading === 'sagemaker' && { rules: 'sagemaker' as const }),
  };
}

/** A column without a value is none. Where answers are given, they and not the scores say what was predicted. */
function toQualityColumns(
  problem: Problem,
  { label, prediction, probability, groups }: InstanceColumns,
): QualityColumns {
  const answer = prediction.some(isKnown) ? prediction : probability;
  if (problem === 'Regression') return { label: toNumbers(label), prediction: toNumbers(answer) };
  if (problem === 'Ranking') {
    return { label: toNumbers(label), prediction: toNumbers(answer), query: toClasses(groups.at(-1) ?? []) };
  }
  const hasScores = problem === 'BinaryClassification' && probability.some(isKnown);
  return {
    label: toClasses(label),
    ...(prediction.some(isKnown) && { prediction: toClasses(prediction) }),
    ...(hasScores && { probability: toNumbers(probability) }),
  };
}

function toNumbers(values: readonly unknown[]): Float64Array {
  return Float64Array.from(values, (value) => (isKnown(value) ? Number(value) : Number.NaN));
}

function toClasses(values: readonly unknown[]): readonly (string | null)[] {
  return values.map((value) => (isKnown(value) ? toClass(value) : null));
}

/** A class as text; `1.0` and `1` are one. */
export function toClass(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  const text = toValueText(value).trim();
  const number = Number(text);
  return text !== '' && Number.isFinite(number) ? String(number) : text;
}

function measureGroups(input: MeasureInput, columns: QualityColumns, place: number): readonly QualityGroup[] {
  const { engine, problem, reading, groups } = input;
  const attribute = groups[place] ?? '';
  const values = (input.columns.groups[place] ?? []).map((value) => (isKnown(value) ? toValueText(value) : ''));
  const options = { ...toOptions(input), curves: false, minimumGroupCount: LEAST_GROUP_ROWS };
  const found = engine.quality(problem, { ...columns, group: values }, options);
  const measured = Object.entries(found.groups ?? {}).map(([value, result]) => ({
    attribute,
    value,
    count: result.count,
    metrics: pickConstrained(problem, toMetrics(problem, result, reading)),
  }));
  const small = countSmall(values, found.smallGroups ?? []).map((each) => ({ attribute, ...each, metrics: null }));
  return [...measured, ...small].toSorted((a, b) => b.count - a.count).slice(0, MOST_GROUP_VALUES);
}

/** Groups that were not measured: by name from ten rows on, as documents name values; all others together. */
function countSmall(values: readonly string[], small: readonly string[]): { value: string; count: number }[] {
  const counts = new Map(small.map((value) => [value, 0]));
  for (const value of values) if (counts.has(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const all = [...counts].map(([value, count]) => ({ value, count }));
  const rare = all.filter(({ count }) => count < LEAST_NAMED_ROWS);
  const others = { value: `(${rare.length} rare values)`, count: rare.reduce((sum, { count }) => sum + count, 0) };
  return [...all.filter(({ count }) => count >= LEAST_NAMED_ROWS), ...(rare.length > 0 ? [others] : [])];
}

function pickConstrained(problem: Problem, metrics: QualityStatistics['metrics']): QualityStatistics['metrics'] {
  const picked = listConstrained(problem).flatMap(([name]) => {
    const metric = metrics[name];
    return metric === undefined ? [] : [[name, metric] as const];
  });
  return Object.fromEntries(picked);
}
