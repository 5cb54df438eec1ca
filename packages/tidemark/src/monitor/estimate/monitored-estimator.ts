/**
 * The estimator that a baseline of model quality keeps beside its documents (`estimator.json`): what it was fitted to, and
 * where in a window that is found again.
 */
import type { EstimationEngine } from '../../engine/estimation.js';
import { isTidemarkError } from '../../engine/errors.js';
import type { Instance } from '../attribute/instances.js';
import { InstanceColumns } from '../attribute/instance-columns.js';
import { isKnown } from '../attribute/is-known.js';
import { toValueText } from '../attribute/value-text.js';
import type { Problem } from '../quality/metrics.js';
import type { RoleAttributes } from '../quality/statistics.js';
import { categoriesOf, type ColumnPlan, type EstimateColumns, type ModelColumns, toRows } from './columns.js';
import { fitQualityEstimator } from './estimate-windows.js';
import type { QualityEstimator } from './estimates.js';
import { findFeatures, findNamed } from './features.js';
import { type JointRows, toJointRows } from './joint-rows.js';
import type { RowSample } from './row-sample.js';

/** Fewer labelled rows say too little about what scores mean. */
const LEAST_ROWS = 100;

/** A category of fewer rows is not named, as documents name no such value. */
const LEAST_NAMED_ROWS = 10;

/** The metrics that have a constraint, as the engine calls them. */
const METRICS = {
  BinaryClassification: ['auc', 'accuracy', 'precision', 'recall', 'specificity', 'f1'],
  Regression: ['mae', 'mse', 'rmse'],
} as const;

/** The attributes that a baseline was told of. */
export interface EstimatorAttributes extends Omit<RoleAttributes, 'query'> {
  readonly features?: string | undefined;
}

export interface MonitoredEstimator extends QualityEstimator {
  /** How the baseline was told where answers and features are, which holds for windows too. */
  readonly attributes: EstimatorAttributes;
  /** The columns of the reference that are neither label nor answer, in their order. */
  readonly inputs: readonly string[];
  /** Rows of the reference; of more than 100,000, the estimator was fitted to some. */
  readonly rowCount: number;
  /** Some rows of the reference; null where it has no features. */
  readonly joint: JointRows | null;
}

/** What a baseline is made of. */
export interface EstimatorInput {
  readonly engine: Pick<EstimationEngine, 'fitEstimator' | 'estimate' | 'compareDomains'>;
  readonly problem: Problem;
  readonly sample: RowSample;
  readonly attributes: EstimatorAttributes;
  readonly probabilityThreshold: number | undefined;
  readonly positive?: string | undefined;
}

/** An estimator, or why there is none. */
export type FoundEstimator =
  | { readonly estimator: MonitoredEstimator; readonly noEstimator: null }
  | { readonly estimator: null; readonly noEstimator: string };

export function fitMonitoredEstimator(input: EstimatorInput): FoundEstimator {
  const { engine, problem, sample, attributes } = input;
  if (problem !== 'BinaryClassification' && problem !== 'Regression') {
    return without(`a baseline of ${problem} keeps none; estimateQuality() estimates several classes`);
  }
  const read = toColumns(sample.instances);
  const labelled = read.label.filter(isKnown).length;
  if (labelled < LEAST_ROWS) return without(`${labelled} rows with a label are too few, ${LEAST_ROWS} are needed`);
  const model = toModel(input, problem, read);
  if (typeof model === 'string') return without(model);
  try {
    const features = findFeatures(read.features, attributes.features);
    const names = [...features.keys()];
    const roles = [attributes.label, attributes.prediction, attributes.probability];
    const columns = nameColumns({ ...model, features: names }, read, features);
    const fitting = { ...model, ...(names.length > 0 && { features: names }), metrics: METRICS[problem] };
    const fitted = fitQualityEstimator(engine, columns, fitting, LEAST_NAMED_ROWS);
    return {
      estimator: {
        ...fitted,
        attributes,
        inputs: [...read.features.keys()].filter((name) => !roles.includes(name)),
        rowCount: sample.count,
        joint: names.length > 0 ? toJointRows(fitted.plan, toRows(fitted.plan, columns, true).rows) : null,
      },
      noEstimator: null,
    };
  } catch (error) {
    if (isTidemarkError(error) && error.code === 'invalid-argument') return without(error.message);
    throw error;
  }
}

function without(noEstimator: string): FoundEstimator {
  return { estimator: null, noEstimator };
}

export function toColumns(instances: readonly Instance[]): InstanceColumns {
  const columns = new InstanceColumns(0);
  for (const instance of instances) columns.add(instance);
  columns.finish(null);
  return columns;
}

/** The columns of the model, or what is wanting. */
function toModel(
  { attributes, probabilityThreshold: threshold, positive }: EstimatorInput,
  problem: 'BinaryClassification' | 'Regression',
  read: InstanceColumns,
): ModelColumns | string {
  const { label = 'label', prediction = 'prediction', probability = 'score' } = attributes;
  const hasPrediction = read.prediction.some(isKnown);
  const hasScore = read.probability.some(isKnown);
  if (problem === 'Regression') return { problem, label, prediction: hasPrediction ? prediction : probability };
  if (!hasScore) return 'predictions alone say nothing about their own quality; name the score with `probability`';
  return {
    problem,
    label,
    score: probability,
    ...(hasPrediction && { prediction }),
    ...(threshold !== undefined && { threshold }),
    ...(positive !== undefined && { positive }),
  };
}

/** A window as the estimator reads it. Where it has scores alone, they decide, as they do in its metrics. */
export function planWindow(
  { plan, inputs }: Pick<MonitoredEstimator, 'plan' | 'inputs'>,
  read: InstanceColumns,
): { readonly plan: ColumnPlan; readonly columns: EstimateColumns } {
  const { prediction: _, ...others } = plan;
  const hasPrediction = plan.problem === 'Regression' || read.prediction.some(isKnown);
  const used = hasPrediction ? plan : others;
  return { plan: used, columns: nameColumns(used, read, findNamed(read.features, plan.features ?? [], inputs)) };
}

/** The columns that a model has, under the names that it has for them. */
function nameColumns(
  { problem, label, prediction, score, features = [], categories }: ModelColumns & Partial<ColumnPlan>,
  read: InstanceColumns,
  found: ReadonlyMap<string, readonly unknown[]>,
): EstimateColumns {
  const answer = read.prediction.some(isKnown) ? read.prediction : read.probability;
  const columns: Record<string, readonly unknown[]> = {};
  for (const name of features) {
    const values = found.get(name);
    if (values !== undefined)
      columns[name] = toFeature(values, categories && categoriesOf(categories, name) === undefined);
  }
  const isRegression = problem === 'Regression';
  if (prediction !== undefined) columns[prediction] = isRegression ? answer.map(toFinite) : read.prediction;
  if (typeof score === 'string') columns[score] = read.probability.map(toFinite);
  if (read.label.some(isKnown)) columns[label] = read.label;
  return columns;
}

/** What is no finite number is none: the row is left out and counted, as it is where labels are there. */
function toFinite(value: unknown): number | null {
  const number = isKnown(value) && typeof value !== 'boolean' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** Cells of text are numbers where all of them are, or where the reference had numbers. */
function toFeature(values: readonly unknown[], isNumeric = values.every(isNumber)): readonly unknown[] {
  return values.map((value) => {
    if (!isKnown(value)) return null;
    return isNumeric ? Number(value) : toValueText(value);
  });
}

function isNumber(value: unknown): boolean {
  return !isKnown(value) || (typeof value !== 'boolean' && !Number.isNaN(Number(value)));
}
