/** Tidemark: make a baseline of a data set, check other data against it. */
export {
  type Baseline,
  baseline,
  findBaseline,
  openBaseline,
  type StoredBaseline,
} from './index/baseline.js';
export { type CheckResult, check } from './index/check.js';
export { type ErrorCode, isTidemarkError, TidemarkError } from './engine/errors.js';
export type { Complaint, DataFormat, Engine, IngestReport, Progress, Row } from './engine/port.js';
export type {
  AttributionAggregate,
  AttributionDrift,
  AttributionDriftOptions,
  AttributionRows,
  AttributionSide,
} from './engine/attribution.js';
export type { Endpoint } from './index/endpoint.js';
export {
  type AskOptions,
  type Explanation,
  explain,
  type ExplainOptions,
  type ExplainRows,
  type LabelExplanation,
  type Predict,
  type RowPredictions,
} from './index/explain.js';
export type { AnalysisDocument } from './monitor/attribution/analysis.js';
export type { CheckKind, NotEvaluated } from './monitor/check/check-result.js';
export type {
  CategoricalDriftMethod,
  ConstraintsDocument,
  FeatureConstraints,
  FeatureRole,
  MonitoringConfig,
  MonitoringOverrides,
  OwnConstraints,
} from './monitor/document/constraints.js';
export { toDocumentPieces } from './monitor/document/write.js';
export type { FeatureStatistics, StatisticsDocument } from './monitor/document/statistics.js';
export type { Evidence, Violation, ViolationsDocument } from './monitor/document/violations.js';
export { type ModelMonitorDocuments, saveDocuments } from './index/documents.js';
export type { BaselineOptions, CheckOptions, ModelOptions, ReadingOptions } from './index/options.js';
export {
  listMeasures,
  type MeasureCall,
  type MeasuredColumn,
  type MeasuredColumns,
  type MeasureList,
  measure,
} from './index/measure.js';
export {
  type EstimateData,
  type EstimateQualityOptions,
  type EstimateWindow,
  estimateQuality,
  type QualityEstimates,
} from './index/estimate.js';
export type {
  MetricEstimate,
  QualityEstimatesData,
  QualityEstimator,
  Trust,
  WindowEstimate,
} from './monitor/estimate/estimates.js';
export type { RowFormat } from './source/format.js';
export type { Preprocess, Preprocessed } from './source/preprocess.js';
export { gunzip } from './source/decompress.js';
export type { BytesPart, Columns, ColumnValues, Source } from './source/source.js';
export { findResult, openResult, type StoredResult } from './index/result.js';
export type { KindBaseline, KindResult, StoredDocuments } from './index/kind.js';
export type { KindBaselineOf, KindOptionsOf, KindResultOf } from './index/kinds.js';
export { type KindName, MONITOR_NAMES, type MonitorName } from './monitor/kind-name.js';
export { statisticsToArrow } from './index/statistics-table.js';
export type { ArrowTable } from './source/arrow/arrow-data.js';
export { merge, openDocument, type StoredDocument, type StoredProfile } from './index/stored.js';
