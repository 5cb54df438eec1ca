/** Bias of labels and predictions between groups: what is asked, as it crosses to the engine, and what it answers. */
import { type ColumnData, toColumnInput } from './column-input.js';
import { invalidArgument } from './errors.js';
import { layOut } from './layout.js';
import type { ColumnInput, EngineBackend } from './port.js';
import { callJson } from './profile.js';
import { toBits, toValidity } from './text.js';

/** A column by name. A `Float64Array` holds floating numbers; in a plain array whole numbers are integers. */
export type BiasColumn = ColumnData | Omit<ColumnInput, 'name'>;

/** Columns by name, all of one length. */
export type BiasColumns = Readonly<Record<string, BiasColumn>>;

/** A value of a configuration. */
export type GivenValue = string | number | boolean;

/** What the metrics of one stage are chosen by: all of them, or ids. */
export interface BiasMethod {
  readonly methods?: 'all' | readonly string[];
}

/** SageMaker Clarify's `analysis_config.json`, as far as bias needs it; other keys are not looked at. */
export interface AnalysisConfig {
  /** Column names, for a label, facet, group or prediction that is given by its position. */
  readonly headers?: readonly string[];
  readonly label: string | number;
  readonly label_values_or_threshold: readonly GivenValue[];
  /** Without values, each value of the facet stands against the rest. */
  readonly facet: readonly AnalysisFacet[] | AnalysisFacet;
  readonly group_variable?: string | number;
  readonly predicted_label?: string | number;
  /** Default 0.5. */
  readonly probability_threshold?: number;
  /** All metrics when absent. */
  readonly methods?: { readonly pre_training_bias?: BiasMethod; readonly post_training_bias?: BiasMethod };
}

export interface AnalysisFacet {
  readonly name_or_index: string | number;
  readonly value_or_threshold?: readonly GivenValue[] | GivenValue;
}

export interface BiasOptions {
  /**
   * `strict` (default): kinds of columns do not depend on the number of rows, rows with missing values are left out and
   * counted, divergences take all labels; `clarify`: as SageMaker Clarify computes.
   */
  readonly rules?: 'strict' | 'clarify';
  /** The column of scores, where there is none of predicted labels. */
  readonly probability?: string;
  /** What a column is, where the data shall not decide. */
  readonly kinds?: Readonly<Record<string, 'categorical' | 'continuous'>>;
  /** The columns that the flip test measures distances in; default all but facet, label and prediction. */
  readonly flipTestFeatures?: readonly string[];
  /** Of intervals; default 0.95, null for none. */
  readonly confidence?: number | null;
  /** Of the bootstrap; default 1,000. */
  readonly resamples?: number;
  /** Of the bootstrap and of the rows that the flip test samples; default 0. */
  readonly seed?: number;
}

/** A number as documents spell it. */
export type BiasValue = number | 'Infinity' | '-Infinity';

/** A metric of one value of a facet. */
export interface BiasMetric {
  readonly name: string;
  readonly value: BiasValue | null;
  /** Why there is no value. */
  readonly error?: string;
  readonly interval?: readonly [BiasValue, BiasValue];
  readonly method?: 'newcombe' | 'wilson' | 'log-ratio' | 'bootstrap';
  /** The share of resamples that are infinite or without a value. */
  readonly nonFiniteFraction?: number;
}

/** Rows of one side. */
export interface BiasSide {
  readonly rows: number;
  readonly positiveFraction: number | null;
  /** TP, FP, FN, TN. */
  readonly confusion?: readonly [number, number, number, number];
}

/** One value of a facet (d) against the rest (a). */
export interface BiasEntry {
  /** The value, the listed values, or the interval above the threshold. */
  readonly valueOrThreshold: string;
  /** The same without what depends on the data: for an interval its threshold. */
  readonly key: string;
  readonly a: BiasSide;
  readonly d: BiasSide;
  readonly preTraining: readonly BiasMetric[];
  /** Empty without predictions. */
  readonly postTraining: readonly BiasMetric[];
}

export interface BiasFacet {
  readonly name: string;
  readonly kind: 'categorical' | 'continuous';
  /** Rows without a value. */
  readonly missing: number;
  readonly entries: readonly BiasEntry[];
}

export interface BiasReport {
  readonly rules: 'strict' | 'clarify';
  readonly rows: number;
  readonly label: string;
  readonly labelValueOrThreshold: string;
  readonly labelKind: 'categorical' | 'continuous';
  /** Rows without a label, a prediction, a group. */
  readonly missing: readonly [number, number, number];
  /** Why there are no metrics of predictions although there are predictions. */
  readonly postTrainingError?: string;
  /** Of more than 20,000 rows the flip test sees a sample. */
  readonly sample?: { readonly rows: number; readonly of: number };
  readonly performance?: {
    readonly metrics: readonly (readonly [string, BiasValue])[];
    /** Shares of TP, FP, FN, TN. */
    readonly binaryConfusionMatrix: readonly number[];
    /** Rows by label, then by prediction. */
    readonly confusionMatrix?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  readonly facets: readonly BiasFacet[];
}

/** Columns by role. */
export interface FairnessColumns {
  readonly label: BiasColumn;
  readonly prediction?: BiasColumn;
  readonly probability?: BiasColumn;
  readonly group: BiasColumn;
}

export interface FairnessOptions {
  /** Positive values of label and prediction; default 1. */
  readonly positive?: readonly GivenValue[];
  /** A probability above it predicts the positive class; default 0.5. */
  readonly threshold?: number;
  /** The group that others are held against. */
  readonly reference?: string;
}

/** Rates by name; null without a denominator. */
export type Rates = Readonly<Record<string, number | null>>;

export interface GroupRates {
  readonly rows: number;
  /** TP, FP, FN, TN. */
  readonly confusion: readonly [number, number, number, number];
  readonly rates: Rates;
  /** Less, and divided by, those of the reference group. */
  readonly difference?: Rates;
  readonly disparity?: Rates;
}

/** How far a rate is apart over all groups. */
export interface BetweenGroups {
  readonly difference: number | null;
  readonly ratio: number | null;
  readonly differenceToOverall: number | null;
  readonly ratioToOverall: number | null;
}

export interface GroupFairness {
  readonly groups: Readonly<Record<string, GroupRates>>;
  readonly overall: GroupRates;
  readonly between: Readonly<Record<string, BetweenGroups>>;
  /** What takes several rates. */
  readonly combined: Rates;
}

const DEFAULT_CONFIDENCE = 0.95;

/** The newer documentation's names of metrics. */
const OTHER_NAMES: Readonly<Record<string, string>> = { DCAcc: 'DCA' };

export function computeBias(
  backend: EngineBackend,
  columns: BiasColumns,
  config: AnalysisConfig,
  options: BiasOptions,
): BiasReport {
  requireParts(config);
  const { confidence = DEFAULT_CONFIDENCE, kinds = {}, ...rest } = options;
  const names = config.headers ?? Object.keys(columns);
  const facets = toList(config.facet).map(({ name_or_index: name, value_or_threshold: values }) => ({
    name: toName(name, names),
    values: values === undefined ? [] : toList(values),
  }));
  const { group_variable: group, predicted_label: predicted, probability_threshold: probabilityThreshold } = config;
  const metrics = chooseMetrics(config.methods);
  return callBias(backend, 'bias', columns, {
    ...rest,
    kinds: Object.entries(kinds),
    label: toName(config.label, names),
    positive: toList(config.label_values_or_threshold),
    facets,
    ...(group !== undefined && { group: toName(group, names) }),
    ...(predicted !== undefined && { predicted: toName(predicted, names) }),
    ...(probabilityThreshold !== undefined && { probabilityThreshold }),
    ...(metrics !== undefined && { metrics }),
    ...(confidence !== null && { confidence }),
  }) as BiasReport;
}

/** Callers without types can leave out what everything else follows from. */
function requireParts(config: Partial<AnalysisConfig>): void {
  const facets: readonly Partial<AnalysisFacet>[] = toList(config.facet ?? []);
  const missing = (['label', 'label_values_or_threshold', 'facet'] as const).find((part) => config[part] === undefined);
  const part = missing ?? (facets.some((facet) => facet.name_or_index === undefined) ? 'name_or_index' : undefined);
  if (part === undefined) return;
  throw invalidArgument(`expected \`${part}\` in the configuration of bias, as in analysis_config.json, found none`);
}

export function compareGroups(
  backend: EngineBackend,
  columns: FairnessColumns,
  options: FairnessOptions,
): GroupFairness {
  const { positive = [1], threshold, reference } = options;
  const config = {
    label: 'label',
    positive,
    facets: [{ name: 'group', values: [] }],
    ...('prediction' in columns ? { predicted: 'prediction' } : { probability: 'probability' }),
    ...(threshold !== undefined && { probabilityThreshold: threshold }),
    kinds: [['label', 'categorical']],
  };
  const given = Object.fromEntries(Object.entries(columns).filter(([, values]) => values !== undefined));
  return callBias(backend, 'group_fairness', given, config, { reference }) as GroupFairness;
}

function callBias(
  backend: EngineBackend,
  operation: string,
  columns: BiasColumns,
  config: object,
  rest: object = {},
): unknown {
  const inputs = Object.entries(columns).map(([name, values]) => toColumn(name, values));
  const { layout, buffers } = layOut(inputs);
  const floats = Object.entries(columns).flatMap(([name, values]) => (isFloat(values) ? [name] : []));
  return callJson(backend, operation, { columns: JSON.parse(layout) as unknown, floats, config, ...rest }, buffers);
}

/** Truth values stay what they are: as texts they would be compared as such. */
function toColumn(name: string, values: BiasColumn): ColumnInput {
  if (!isTruths(values)) return toColumnInput(name, values);
  const rows = values.length;
  const validity = toValidity(rows, (row) => typeof values[row] === 'boolean');
  return { name, values: { bits: toBits(rows, (row) => values[row] === true), rows }, ...(validity && { validity }) };
}

function isTruths(values: BiasColumn): values is readonly (boolean | null | undefined)[] {
  if (!Array.isArray(values)) return false;
  const first: unknown = values.find(isPresent);
  return typeof first === 'boolean' && values.every((value) => typeof value === 'boolean' || !isPresent(value));
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function isFloat(values: BiasColumn): boolean {
  const data =
    'values' in values && !ArrayBuffer.isView(values) ? (values as Omit<ColumnInput, 'name'>).values : values;
  return data instanceof Float64Array || data instanceof Float32Array;
}

/** Stages that a configuration names; all when it names none. */
function chooseMetrics(methods: AnalysisConfig['methods']): readonly string[] | undefined {
  const stages = [methods?.pre_training_bias, methods?.post_training_bias];
  if (stages.every((stage) => stage === undefined)) return undefined;
  return stages.flatMap((stage, index) => {
    if (stage === undefined) return [];
    const { methods: chosen = 'all' } = stage;
    return chosen === 'all' ? (METRICS[index] ?? []) : chosen.map((name) => OTHER_NAMES[name] ?? name);
  });
}

/** The metrics of labels and those of predictions. */
const METRICS = [
  ['CDDL', 'CI', 'DPL', 'JS', 'KL', 'KS', 'LP', 'TVD'],
  ['AD', 'CDDPL', 'DAR', 'DCA', 'DCR', 'DI', 'DPPL', 'DRR', 'FT', 'GE', 'RD', 'SD', 'TE'],
] as const;

function toName(nameOrIndex: string | number, names: readonly string[]): string {
  if (typeof nameOrIndex === 'string') return nameOrIndex;
  const name = names[nameOrIndex];
  if (name === undefined) {
    throw invalidArgument(`expected a column below ${names.length}, found index ${nameOrIndex}`);
  }
  return name;
}

function toList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
