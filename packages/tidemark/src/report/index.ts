/** Results in, text and tables out. */
export {
  toAttributionsText,
  toAttributionText,
  toAttributionViolationsText,
} from './attribution-text.js';
export { toAttributionCsv } from './csv/attribution-csv.js';
export { toAttributionHtml, toAttributionHtmlPieces } from './html/attribution-html.js';
export { toAttributionMarkdown } from './markdown/attribution-markdown.js';
export { toBaselineText } from './baseline-text.js';
export { toBiasAnalysisText, toBiasBaselineText, toBiasText, toBiasViolationsText } from './bias-text.js';
export { toBiasCsv } from './csv/bias-csv.js';
export { toBiasHtml, toBiasHtmlPieces } from './html/bias-html.js';
export { toBiasMarkdown } from './markdown/bias-markdown.js';
export { toEstimateHtml } from './html/estimate-html.js';
export { toEstimateText } from './estimate-text.js';
export { toCheckHtml, toCheckHtmlPieces } from './html/check-html.js';
export { toCheckMarkdown } from './markdown/check-markdown.js';
export { toCheckText, toSummary } from './check-text.js';
export { toConstraintsText, toStatisticsText, toViolationsText } from './documents-text.js';
export { toViolationsCsv } from './csv/violations-csv.js';
export { toMeasureListText, toMeasureText } from './measure-text.js';
export {
  toQualityBaselineText,
  toQualityConstraintsText,
  toQualityEstimatorText,
  toQualityStatisticsText,
  toQualityText,
  toQualityViolationsText,
} from './quality-text.js';
export { toQualityCsv } from './csv/quality-csv.js';
export { toQualityHtml, toQualityHtmlPieces } from './html/quality-html.js';
export { toQualityMarkdown } from './markdown/quality-markdown.js';
export { type StatisticsColumn, toStatisticsColumns } from './statistics-columns.js';
