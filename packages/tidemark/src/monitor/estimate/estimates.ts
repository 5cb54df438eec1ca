/** What is known about a model before and after its labels come, as data. */
import type { EstimatedMetric, EstimationOptions, Estimator } from '../../engine/estimation.js';
import type { ColumnPlan, ModelColumns } from './columns.js';

/** What an estimator reads, and how; and when its estimates are no longer believed. */
export interface EstimateOptions extends ModelColumns, EstimationOptions {
  /** Trust ends where the realised value lies outside the band in so many checked windows in a row. Default 2. */
  readonly times?: number;
  /** A window is checked once this share of its labels has come. Default 0.95. */
  readonly leastLabelled?: number;
  /**
   * Classes: scores become chances by a reference that is weighted, window by window, to be as the window. It needs
   * `features`, helps where these say more about labels than scores do, and makes estimates less certain. Default false.
   */
  readonly weighted?: boolean;
}

/** An estimator with the columns that it reads: plain data, which can be stored as JSON. */
export interface QualityEstimator {
  readonly schema: 'quality-estimator/v1';
  readonly plan: ColumnPlan;
  /** Rows of the reference that lacked a score, a prediction or a label. */
  readonly skipped: number;
  readonly estimator: Estimator;
}

/** A metric of a window, and what its labels say about it. */
export interface MetricEstimate extends EstimatedMetric {
  /** The estimate lies outside the range of the reference's parts. */
  readonly isAlert: boolean;
  /** Whether the realised value lies within the band; `unchecked` where labels or an estimate are wanting. */
  readonly verdict: 'inside' | 'outside' | 'unchecked';
}

/** A window, in its place in time. */
export interface WindowEstimate {
  readonly name: string;
  readonly count: number;
  readonly skipped: number;
  readonly labelled: number;
  /** Why nothing can be told; null where something is. */
  readonly reason: string | null;
  /** The share of rows outside the reference's range, of the columns that have any. */
  readonly outside: readonly { readonly column: string; readonly share: number }[];
  readonly confusion: readonly (readonly number[])[];
  readonly metrics: readonly MetricEstimate[];
}

/** How far the estimates of a metric can be trusted. */
export interface Trust {
  readonly id: string;
  /** `unchecked`: no window has enough labels yet. */
  readonly state: 'holds' | 'ended' | 'unchecked';
  /** Windows with an estimate and enough labels, and those of them in which the realised value lay outside the band. */
  readonly checked: number;
  readonly outside: number;
  /** The first of the windows in a row by which trust ended. */
  readonly endedAt: string | null;
  /** Windows whose estimate lies outside the range of the reference's parts, while trust held. */
  readonly alerts: readonly string[];
  readonly text: string;
}

/** All of it. */
export interface QualityEstimatesData {
  readonly schema: 'quality-estimates/v1';
  readonly estimator: QualityEstimator;
  readonly windows: readonly WindowEstimate[];
  readonly trust: readonly Trust[];
}
