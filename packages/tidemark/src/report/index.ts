/** Results in, text and tables out. */
export { toBaselineText } from './baseline-text.js';
export { toCheckHtml, toCheckHtmlPieces } from './html/check-html.js';
export { toCheckMarkdown } from './markdown/check-markdown.js';
export { toCheckText, toSummary } from './check-text.js';
export { toConstraintsText, toStatisticsText, toViolationsText } from './documents-text.js';
export { toViolationsCsv } from './csv/violations-csv.js';
export { toMeasureListText, toMeasureText } from './measure-text.js';
export { type StatisticsColumn, toStatisticsColumns } from './statistics-columns.js';
