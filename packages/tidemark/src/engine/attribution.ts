/** Attributions of features, before and now: what is compared, as it crosses to the engine, and what it answers. */
import { Buffers } from './buffers.js';
import { invalidArgument } from './errors.js';
import type { EngineBackend, NumericArray } from './port.js';
import { callJson } from './profile.js';

/** Attributions of rows: for each feature one number a row. */
export type AttributionRows = Readonly<Record<string, NumericArray>>;

/** What features contributed: one number each, by name or by position, or those of every row. */
export type AttributionSide = NumericArray | Readonly<Record<string, number>> | AttributionRows;

/** How attributions of rows become one of a feature. */
export type AttributionAggregate = 'mean_abs' | 'median' | 'mean_sq';

export interface AttributionDriftOptions {
  /** Default `mean_abs`. */
  readonly aggregate?: AttributionAggregate;
  /** The coverage of the interval. Default 0.95. */
  readonly level?: number;
  /** How often rows are drawn again for the interval. Default 200. */
  readonly resamples?: number;
  /** What the drawing begins with. Default 0. */
  readonly seed?: number;
}

/** What changed between two sides, `docs/attribution.md` defines the numbers. */
export interface AttributionDrift {
  /** Normalised discounted cumulative gain: 1 for the same order of features. Null with a reason. */
  readonly ndcg: number | null;
  readonly reason: string | null;
  /** Where NDCG lies, by drawing rows again; null where no side has rows. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Correlations of the orders; null where a side has none. */
  readonly spearman: number | null;
  readonly kendall: number | null;
  /** Between the shares of all magnitudes: 0 to 2. */
  readonly l1: number | null;
  /** How many rows each side has; null of one number a feature. */
  readonly rows: readonly [baseline: number | null, current: number | null];
  /** In the order of the baseline. */
  readonly features: readonly FeatureAttributionDrift[];
}

/** A feature on both sides, the baseline first. */
export interface FeatureAttributionDrift {
  readonly feature: string;
  readonly values: readonly [number, number];
  /** From 1 for the largest; those of one value share theirs. */
  readonly ranks: readonly [number, number];
  /** Of the magnitudes of the side; null where they are all 0. */
  readonly shares: readonly [number, number] | null;
  /** Kolmogorov-Smirnov between the attributions of rows, its p-value, and that adjusted over the features. */
  readonly distance: number | null;
  readonly pValue: number | null;
  readonly adjustedPValue: number | null;
}

export function compareAttributions(
  backend: EngineBackend,
  baseline: AttributionSide,
  current: AttributionSide,
  options: AttributionDriftOptions,
): AttributionDrift {
  const buffers = new Buffers();
  const before = toEntries(baseline, 'baseline');
  const now = new Map(toEntries(current, 'current'));
  const names = before.map(([name]) => name);
  requireSame(names, now);
  const input = {
    baseline: toSide(
      before.map(([, value]) => value),
      buffers,
    ),
    current: toSide(
      names.map((name) => now.get(name)),
      buffers,
    ),
    ...options,
  };
  const found = callJson(backend, 'attribution_drift', input, buffers.list) as AttributionDrift;
  return {
    ...found,
    features: found.features.map((feature, index) => ({ ...feature, feature: names[index] ?? '' })),
  };
}

/** One number a feature of the attributions of rows. */
export function aggregateAttributions(
  backend: EngineBackend,
  rows: AttributionRows,
  aggregate?: AttributionAggregate,
): Record<string, number> {
  const buffers = new Buffers();
  const entries = Object.entries(rows);
  if (entries.some(([, values]) => values.length === 0)) {
    throw invalidArgument('expected attributions of at least one row, found none');
  }
  const input = { rows: entries.map(([, values]) => buffers.add(values)), aggregate };
  const found = callJson(backend, 'aggregate_attributions', input, buffers.list) as readonly number[];
  return Object.fromEntries(entries.map(([name], index) => [name, found[index] ?? Number.NaN]));
}

type Entry = readonly [name: string, value: number | NumericArray];

function toEntries(side: AttributionSide, name: string): Entry[] {
  const isList = Array.isArray(side) || side instanceof Float64Array;
  const entries = isList
    ? Array.from(side as NumericArray, (value, index): Entry => [String(index), value])
    : Object.entries(side as Readonly<Record<string, number | NumericArray>>);
  if (entries.length > 0) return entries;
  throw invalidArgument(`expected attributions of at least one feature on the ${name} side, found none`);
}

function toSide(values: readonly (number | NumericArray | undefined)[], buffers: Buffers): unknown {
  const columns = values.filter((value) => typeof value === 'object');
  if (columns.length === values.length) return { rows: columns.map((column) => buffers.add(column)) };
  if (columns.length === 0) return { values: buffers.add(values as readonly number[]) };
  throw invalidArgument('expected a number for each feature or an array for each, found both on one side');
}

function requireSame(names: readonly string[], current: ReadonlyMap<string, unknown>): void {
  const missing = names.filter((name) => !current.has(name));
  const known = new Set(names);
  const extra = [...current.keys()].filter((name) => !known.has(name));
  if (missing.length === 0 && extra.length === 0) return;
  throw invalidArgument(
    `expected attributions of the same features on both sides, found only in the baseline: ${toList(missing)}; only now: ${toList(extra)}`,
  );
}

function toList(names: readonly string[]): string {
  return names.slice(0, 5).join(', ') || 'none';
}
