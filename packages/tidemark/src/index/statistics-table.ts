/** Statistics as an Arrow table: a row a feature. */
import type { StatisticsDocument } from '../monitor/document/statistics.js';
import { toStatisticsColumns } from '../report/index.js';
import type { ArrowTable } from '../source/arrow/arrow-data.js';
import { toArrowBytes, toArrowTable } from '../source/arrow/to-table.js';

/**
 * A `Table` of apache-arrow with a row a feature: name, type, counts, completeness, moments, quantiles, distinct values.
 * `unsupported` when the package is not installed.
 */
export function statisticsToArrow(statistics: StatisticsDocument): Promise<ArrowTable> {
  return toArrowTable(toStatisticsColumns(statistics));
}

/** The same as the bytes of a file. */
export function toStatisticsFile(statistics: StatisticsDocument): Promise<Uint8Array> {
  return toArrowBytes(toStatisticsColumns(statistics));
}
