/** What every entry of the engine gives besides `createEngine`: the errors, the measures as functions, and the types. */
export type * from './bias.js';
export type * from './attribution.js';
export type { BaselineRowsOptions } from './baseline-rows.js';
export { type ErrorCode, isTidemarkError, TidemarkError } from './errors.js';
export type {
  Calibrated,
  Domain,
  Estimate,
  EstimatedMetric,
  EstimationOptions,
  EstimationRows,
  Estimator,
  FittedMetric,
  Reliability,
} from './estimation.js';
export * from './measures.js';
export type { ColumnData } from './column-input.js';
export type * from './port.js';
export type * from './quality.js';
export type { EngineOptions } from './select-engine.js';
export type * from './shap.js';
export type * from './statistics.js';
