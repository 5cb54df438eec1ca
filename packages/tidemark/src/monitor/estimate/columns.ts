/** Which columns an estimator reads, and how their values become the numbers that the engine takes. */
import { TidemarkError } from '../../engine/errors.js';
import type { EstimationRows } from '../../engine/estimation.js';

/** The values of a column: a typed array, or an array of numbers, texts, booleans and nulls. */
type Values = ArrayLike<unknown>;

/** Columns of one length, by name. */
export type EstimateColumns = Readonly<Record<string, Values>>;

/** The columns of a model, by what they are. */
export interface ModelColumns {
  readonly problem: 'BinaryClassification' | 'MulticlassClassification' | 'Regression';
  /** The column of labels. A window may lack it, and rows whose label is not known yet are missing in it. */
  readonly label: string;
  /** The column of predictions. Without one, scores decide: above `threshold`, or the highest of several. */
  readonly prediction?: string;
  /** The column of scores, the chance of the positive label; of several classes, a column for each. */
  readonly score?: string | Readonly<Record<string, string>>;
  /** Two labels: which of them is positive. Default: 1 and true. */
  readonly positive?: string | number | boolean;
  /** Two labels: a higher score predicts the positive one. Default 0.5. */
  readonly threshold?: number;
  /** Columns that say what is familiar, and from which a regression learns where the model errs. */
  readonly features?: readonly string[];
}

/** What the columns of a reference were, which those of a window must be too. */
export interface ColumnPlan extends ModelColumns {
  /** The values of features that are no numbers, by their number. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
}

/** Rows as numbers, how many were left out because they lack a score, a prediction or (in a reference) a label. */
export interface PlannedRows {
  readonly rows: EstimationRows;
  readonly skipped: number;
  /** The names of the columns whose range counts, in the engine's order. */
  readonly names: readonly string[];
}

/** Reads what the columns of a reference are. `leastNamed`: categories of fewer rows are one, which has no name. */
export function planColumns(model: ModelColumns, columns: EstimateColumns, leastNamed = 1): ColumnPlan {
  const isRegression = model.problem === 'Regression';
  const isRight = isRegression
    ? model.score === undefined && model.prediction !== undefined
    : model.score !== undefined && (typeof model.score === 'string') === (model.problem === 'BinaryClassification');
  if (!isRight) {
    throw invalid(
      `expected ${isRegression ? '`prediction`, and no `score`,' : model.problem === 'BinaryClassification' ? 'one column as `score`' : 'a column for each class as `score`'} for ${model.problem}, found something else`,
    );
  }
  const features = (model.features ?? []).map((name) => [name, find(columns, name)] as const);
  const categories = features.flatMap(([name, values]) => {
    const present = Array.from(values).filter((value) => !isMissing(value));
    return present.every((value) => typeof value === 'number')
      ? []
      : [[name, listCategories(present.map(String), leastNamed)] as const];
  });
  return { ...model, categories: Object.fromEntries(categories) };
}

function listCategories(values: readonly string[], leastNamed: number): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].flatMap(([value, count]) => (count >= leastNamed ? [value] : [])).toSorted();
}

/** The rows of a reference (`isReference`: all labels are needed) or of a window. */
export function toRows(plan: ColumnPlan, columns: EstimateColumns, isReference: boolean): PlannedRows {
  const { score } = plan;
  const classes = typeof score === 'object' ? Object.keys(score) : [];
  const scoreNames = score === undefined ? [] : typeof score === 'string' ? [score] : Object.values(score);
  const featureNames = plan.features ?? [];
  const scores = scoreNames.map((name) => toNumbers(find(columns, name), toNumber));
  const toLabel = labelReader(plan, classes);
  const predicted =
    plan.prediction === undefined
      ? decide(scores, plan.threshold ?? 0.5)
      : toNumbers(find(columns, plan.prediction), toLabel);
  const labelled = isReference || Object.hasOwn(columns, plan.label);
  const labels = labelled ? toNumbers(find(columns, plan.label), toLabel) : undefined;
  const features = toFeatureNumbers(plan, columns);
  const all = [...scores, predicted, ...(labels ? [labels] : []), ...features];
  const unequal = all.find(({ length }) => length !== predicted.length);
  if (unequal) throw invalid(`expected ${predicted.length} values in each column, found ${unequal.length}`);
  const needed = [...scores, predicted, ...(isReference && labels ? [labels] : [])];
  const kept = Array.from(predicted.keys()).filter((row) => needed.every((values) => !Number.isNaN(values[row])));
  const pick = (values: Float64Array): Float64Array =>
    kept.length === values.length ? values : Float64Array.from(kept, (row) => values[row] as number);
  return {
    rows: {
      scores: scores.map(pick),
      predicted: pick(predicted),
      ...(labels && { labels: pick(labels) }),
      features: features.map(pick),
    },
    skipped: predicted.length - kept.length,
    names: [...scoreNames, ...featureNames, ...(plan.problem === 'Regression' ? [plan.prediction ?? ''] : [])],
  };
}

/** The features alone, in the order of the plan. */
export function toFeatureNumbers({ features = [], categories }: ColumnPlan, columns: EstimateColumns): Float64Array[] {
  return features.map((name) => toNumbers(find(columns, name), featureReader(categoriesOf(categories, name))));
}

/** Of a feature that is no number; a feature may have the name of a member that every object has. */
export function categoriesOf(categories: ColumnPlan['categories'], name: string): readonly string[] | undefined {
  return Object.hasOwn(categories, name) ? categories[name] : undefined;
}

function find(columns: EstimateColumns, name: string): Values {
  const values = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (values !== undefined) return values;
  throw invalid(`expected a column \`${name}\`, found ${Object.keys(columns).join(', ') || 'none'}`);
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || Number.isNaN(value);
}

function toNumbers(values: Values, read: (value: unknown) => number): Float64Array {
  return Float64Array.from({ length: values.length }, (_, row) =>
    isMissing(values[row]) ? Number.NaN : read(values[row]),
  );
}

function toNumber(value: unknown): number {
  const number = typeof value === 'boolean' ? Number.NaN : Number(value);
  if (Number.isFinite(number)) return number;
  throw invalid(`expected a finite number, found ${String(value)}`);
}

/** A label or a prediction: 0 or 1, the place of a class, or a number. */
function labelReader(plan: ModelColumns, classes: readonly string[]): (value: unknown) => number {
  if (plan.problem === 'Regression') return toNumber;
  if (plan.problem === 'MulticlassClassification') {
    return (value) => {
      const place = classes.indexOf(String(value));
      if (place !== -1) return place;
      throw invalid(`expected one of the classes that have a score (${classes.join(', ')}), found ${String(value)}`);
    };
  }
  const { positive } = plan;
  if (positive !== undefined) return (value) => (String(value) === String(positive) ? 1 : 0);
  return (value) => {
    const number = Number(value === 'true' ? true : value === 'false' ? false : value);
    if (number === 0 || number === 1) return number;
    throw invalid(
      `expected labels and predictions of 0 and 1, found ${String(value)}; say which one is positive with \`positive\``,
    );
  };
}

/** A category that the reference did not have is a number that it did not have. */
function featureReader(categories: readonly string[] | undefined): (value: unknown) => number {
  if (categories === undefined) return (value) => (Number.isFinite(value) ? (value as number) : Number.NaN);
  const places = new Map(categories.map((category, place) => [category, place]));
  return (value) => places.get(String(value)) ?? categories.length + 1;
}

function decide(scores: readonly Float64Array[], threshold: number): Float64Array {
  const [first = new Float64Array(), ...rest] = scores;
  if (rest.length === 0) return first.map((score) => (Number.isNaN(score) ? score : Number(score > threshold)));
  return first.map((_, row) => {
    let best = 0;
    for (const [place, scoresOfClass] of scores.entries()) {
      const score = scoresOfClass[row] as number;
      if (Number.isNaN(score)) return Number.NaN;
      if (score > (scores[best]?.[row] ?? 0)) best = place;
    }
    return best;
  });
}

function invalid(message: string): TidemarkError {
  return new TidemarkError('invalid-argument', message);
}
