/** Results in, text out. */
export { toBaselineText } from './baseline-text.js';
export { toCheckText, toSummary } from './check-text.js';
export { toConstraintsText, toStatisticsText, toViolationsText } from './documents-text.js';
export { toMeasureListText, toMeasureText } from './measure-text.js';
