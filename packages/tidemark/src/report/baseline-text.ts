/** A baseline as plain text: what was read, and feature by feature what it holds and asks for. */
import type { Baseline } from '../monitor/baseline/baseline.js';
import { toConstraintsTable, toStatisticsTable } from './documents-text.js';
import { toPluralText } from './plain.js';
import { toReadingLines } from './reading-text.js';

export function toBaselineText({ statistics, constraints, report }: Baseline): string {
  const rows = statistics === null ? '' : ` over ${toPluralText(statistics.dataset.item_count, 'row')}`;
  return [
    `Baseline of ${toPluralText(constraints.features.length, 'feature')}${rows}.`,
    ...(statistics === null ? [] : ['', toStatisticsTable(statistics)]),
    '',
    toConstraintsTable(constraints),
    ...(report === null ? [] : ['', ...toReadingLines(report)]),
    '',
  ].join('\n');
}
