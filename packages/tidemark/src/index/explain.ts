/** Finds what each feature contributed to a model's predictions, by asking the model (kernel SHAP). */
import { invalidArgument } from '../engine/errors.js';
import type { AttributionAggregate } from '../engine/attribution.js';
import type { Engine } from '../engine/port.js';
import type { ShapPlan } from '../engine/shap.js';
import { askEndpoint, type Endpoint } from './endpoint.js';
import { loadEngine } from './load-engine.js';
import { type AnalysisDocument, type AttributionOrigin, toAnalysisDocument } from '../monitor/attribution/analysis.js';

/** Rows, each an object by name or an array by position, or columns by name. */
export type ExplainRows<Row extends object> = readonly Row[] | Readonly<Record<string, ArrayLike<unknown>>>;

/** A number a row, or several, one an output. */
export type RowPredictions = ArrayLike<number> | readonly ArrayLike<number>[];

/** The model. Rows come as they were given: by name, as those of columns do, or by position. */
export type Predict<Row extends object> = (rows: readonly Row[]) => RowPredictions | Promise<RowPredictions>;

export interface ExplainOptions<Row extends object = Record<string, unknown>> {
  /** The model as a function, or where it answers. */
  readonly predict: Predict<Row> | Endpoint | URL | string;
  /**
   * What a feature is set to that is not known: rows, or how many are chosen from those to be explained. Default: as many
   * as there are clear clusters, 1 to 12.
   */
  readonly baseline?: ExplainRows<Row> | readonly (readonly unknown[])[] | number;
  /** About how many sets of features are asked about. Default 2 M + 2048 for M features, or all 2^M - 2. */
  readonly numSamples?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Default `mean_abs`. */
  readonly aggregate?: AttributionAggregate;
  /** Attributions add up on the scale of log-odds; predictions are probabilities. Default false. */
  readonly useLogit?: boolean;
  /** Names of the outputs. Default `label0`, `label1`, … */
  readonly labels?: readonly string[];
  /** How many rows the model is asked for at once, at most. Default 8,192. */
  readonly batchRows?: number;
  readonly signal?: AbortSignal;
  readonly engine?: Engine;
}

/** How a model is asked, where a source has the features of rows and not their attributions. */
export type AskOptions = Partial<Omit<ExplainOptions, 'engine' | 'signal'>>;

/** Of one output: for each row, the attributions and the expected value add up to the prediction. */
export interface LabelExplanation {
  readonly label: string;
  readonly expectedValue: number;
  /** A number a row for each feature. */
  readonly rows: Readonly<Record<string, Float64Array>>;
  /** One number a feature. */
  readonly global: Readonly<Record<string, number>>;
  readonly origin: AttributionOrigin;
}

export interface Explanation {
  readonly labels: readonly LabelExplanation[];
  /** The rows that stood for what is not known. */
  readonly baseline: readonly Readonly<Record<string, unknown>>[];
  /** Whether every set of features was asked about, so that the numbers are exact Shapley values. */
  readonly isExact: boolean;
  /** How many rows the model was asked for. */
  readonly predictionCount: number;
  /** The document that Model Monitor reads as a baseline, analysis.json. */
  toJSON(): AnalysisDocument;
}

const BATCH_ROWS = 8192;

/** So many predictions are held before they are solved. */
const HELD_PREDICTIONS = 1 << 22;

export async function explain<Row extends object = Record<string, unknown>>(
  given: ExplainRows<Row>,
  options: ExplainOptions<Row>,
): Promise<Explanation> {
  const engine = options.engine ?? (await loadEngine());
  const table = toTable(given, 'to explain');
  const baseline = chooseBaseline(engine, table, options);
  const model = new Model(table, options);
  const plan = engine.planShap({
    features: table.names.length,
    ...(options.numSamples !== undefined && { samples: options.numSamples }),
    seed: options.seed ?? 0,
  });
  const expected = await model.average(baseline.rows);
  const outputs = expected.length;
  const labels = toLabels(outputs, options.labels);
  const held = Math.max(1, Math.floor(HELD_PREDICTIONS / Math.max(1, plan.setCount * outputs)));
  const columns = labels.map(() => table.names.map(() => new Float64Array(table.rows.length)));
  let expectedValues: readonly number[] = [];
  for (let start = 0; start < table.rows.length; start += held) {
    const rows = table.rows.slice(start, start + held);
    const solved = engine.solveShap(plan, {
      outputs,
      link: options.useLogit === true ? 'logit' : 'identity',
      expected,
      rows: await model.askAll(rows, rows.length, 1),
      sets: await model.askAll(mixRows(rows, baseline.rows, plan), rows.length * plan.setCount, baseline.rows.length),
    });
    expectedValues = solved.expected;
    for (const [output, features] of solved.attributions.entries()) {
      for (const [feature, values] of features.entries()) columns[output]?.[feature]?.set(values, start);
    }
  }
  const found = labels.map((label, output) => {
    const rows = Object.fromEntries(table.names.map((name, index) => [name, columns[output]?.[index] ?? NONE]));
    const expectedValue = expectedValues[output] ?? Number.NaN;
    const { aggregate = 'mean_abs' } = options;
    const origin = { aggregate, rows: table.rows.length };
    return { label, expectedValue, rows, origin, global: engine.aggregateAttributions(rows, aggregate) };
  });
  return {
    labels: found,
    baseline: baseline.rows.map((row) => toNamed(table.names, row)),
    isExact: plan.isExact,
    predictionCount: model.predictionCount,
    toJSON: () => toAnalysisDocument(found),
  };
}

const NONE = new Float64Array(0);

/** Rows by position, and what the positions are called. */
interface RowTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly isNamed: boolean;
}

function toTable<Row extends object>(given: ExplainRows<Row>, what: string, names?: readonly string[]): RowTable {
  if (!Array.isArray(given)) return fromColumns(given as Readonly<Record<string, ArrayLike<unknown>>>, what, names);
  const [first] = given as readonly unknown[];
  if (typeof first !== 'object' || first === null)
    throw invalidArgument(`expected at least one row ${what}, found none`);
  if (Array.isArray(first)) {
    const rows = given as unknown as readonly (readonly unknown[])[];
    const found = names ?? first.map((_, index) => String(index));
    const other = rows.find((row) => row.length !== found.length);
    if (other === undefined && found.length > 0) return { names: found, rows, isNamed: false };
    throw invalidArgument(`expected rows ${what} of ${found.length} features, found one of ${other?.length ?? 0}`);
  }
  const found = names ?? Object.keys(first);
  const lacking = names?.find((name) => (given as readonly object[]).some((row) => !Object.hasOwn(row, name)));
  if (lacking !== undefined)
    throw invalidArgument(`expected the feature ${lacking} in every row ${what}, found one without`);
  const rows = (given as unknown as readonly Readonly<Record<string, unknown>>[]).map((row) =>
    found.map((name) => row[name]),
  );
  return { names: found, rows, isNamed: true };
}

function fromColumns(
  columns: Readonly<Record<string, ArrayLike<unknown>>>,
  what: string,
  names: readonly string[] = Object.keys(columns),
): RowTable {
  const lists = names.map((name) => columns[name] ?? []);
  const length = lists[0]?.length ?? 0;
  if (length === 0 || lists.some((list) => list.length !== length)) {
    throw invalidArgument(
      `expected columns ${what} of one length, at least 1, for ${names.join(', ') || 'any feature'}`,
    );
  }
  return { names, rows: Array.from({ length }, (_, row) => lists.map((list) => list[row])), isNamed: true };
}

function chooseBaseline<Row extends object>(engine: Engine, table: RowTable, options: ExplainOptions<Row>): RowTable {
  const { baseline, seed = 0 } = options;
  if (baseline !== undefined && typeof baseline !== 'number') {
    return toTable(baseline as ExplainRows<Row>, 'as a baseline', table.names);
  }
  const columns = table.names.map((_, index): [string, unknown[]] => [
    String(index),
    table.rows.map((row) => row[index]),
  ]);
  const chosen = engine.chooseBaselineRows(Object.fromEntries(columns), {
    ...(baseline !== undefined && { count: baseline }),
    seed,
  });
  return { ...table, rows: chosen.map((row) => table.names.map((_, index) => row[String(index)] ?? null)) };
}

function toLabels(outputs: number, labels?: readonly string[]): readonly string[] {
  if (labels === undefined) return Array.from({ length: outputs }, (_, index) => `label${index}`);
  if (labels.length === outputs && new Set(labels).size === outputs) return labels;
  throw invalidArgument(
    `expected a label for each of the ${outputs} outputs, found ${labels.length}: ${labels.join(', ')}`,
  );
}

/** For each row and set, every baseline row with the values that the row has for the features of the set. */
function* mixRows(rows: RowTable['rows'], baseline: RowTable['rows'], plan: ShapPlan): Generator<readonly unknown[]> {
  const sets = listSets(plan);
  for (const row of rows) {
    for (const members of sets) {
      for (const base of baseline) {
        const mixed = base.slice();
        for (const index of members) mixed[index] = row[index];
        yield mixed;
      }
    }
  }
}

/** The features of each set. */
function listSets({ masks, setCount, wordCount, options }: ShapPlan): readonly Uint16Array[] {
  const features = Array.from({ length: options.features }, (_, index) => index);
  return Array.from({ length: setCount }, (_, set) => {
    const words = masks.subarray(set * wordCount, (set + 1) * wordCount);
    return Uint16Array.from(features.filter((index) => ((words[index >> 5] ?? 0) >>> (index & 31)) & 1));
  });
}

function toNamed(names: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name, index) => [name, row[index]]));
}

/** The model, asked batch by batch. */
class Model<Row extends object> {
  readonly #options: ExplainOptions<Row>;
  readonly #ask: (rows: readonly (readonly unknown[])[]) => RowPredictions | Promise<RowPredictions>;
  #outputs: number | undefined;
  #count = 0;

  constructor(table: RowTable, options: ExplainOptions<Row>) {
    this.#options = options;
    const { predict } = options;
    if (typeof predict !== 'function') {
      this.#ask = (rows) => askEndpoint(predict, rows, options.signal);
      return;
    }
    const toRow = (row: readonly unknown[]) => (table.isNamed ? toNamed(table.names, row) : row);
    this.#ask = (rows) => predict(rows.map(toRow) as readonly object[] as readonly Row[]);
  }

  get predictionCount(): number {
    return this.#count;
  }

  /** The mean of each output over all rows. */
  average(rows: RowTable['rows']): Promise<Float64Array> {
    return this.askAll(rows, 1, rows.length);
  }

  /** Means over groups of so many rows that follow each other, output by output. */
  async askAll(rows: Iterable<readonly unknown[]>, groups: number, groupRows: number): Promise<Float64Array> {
    const { batchRows = BATCH_ROWS, signal } = this.#options;
    let means: Float64Array | undefined;
    let row = 0;
    for (const batch of toBatches(rows, batchRows)) {
      signal?.throwIfAborted();
      const predictions = await this.#ask(batch);
      this.#count += batch.length;
      const outputs = this.#requireShape(predictions, batch.length);
      means ??= new Float64Array(groups * outputs);
      for (let index = 0; index < batch.length; index += 1, row += 1) {
        const found = predictions[index] ?? Number.NaN;
        const start = Math.floor(row / groupRows) * outputs;
        for (let output = 0; output < outputs; output += 1) {
          const value = typeof found === 'number' ? found : (found[output] ?? Number.NaN);
          means[start + output] = (means[start + output] ?? 0) + value / groupRows;
        }
      }
    }
    return means ?? NONE;
  }

  /** How many outputs the model has, the same for every row. */
  #requireShape(predictions: RowPredictions, rowCount: number): number {
    if (predictions.length !== rowCount) {
      throw invalidArgument(`expected a prediction for each of ${rowCount} rows, found ${predictions.length}`);
    }
    for (let index = 0; index < rowCount; index += 1) {
      const found = predictions[index];
      const outputs = typeof found === 'object' ? found.length : 1;
      this.#outputs ??= outputs;
      if (outputs !== this.#outputs || outputs === 0) {
        throw invalidArgument(`expected ${this.#outputs} numbers as every prediction, found ${outputs}`);
      }
    }
    return this.#outputs ?? 1;
  }
}

function* toBatches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
