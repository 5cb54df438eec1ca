/** The metrics of each group of rows as a table. */
import type { QualityCheck } from '../../monitor/quality/result.js';
import { toCountText, toQuantityText, toShortText } from '../plain.js';
import { html, type Markup } from './markup.js';
import { toHtmlTable } from './table.js';

export function toGroupSection({ statistics, baselineConstraints, violations }: QualityCheck): Markup | null {
  const groups = statistics.tidemark?.groups ?? [];
  if (groups.length === 0) return null;
  const names = Object.keys(baselineConstraints?.metrics ?? {});
  const rows = groups.map(({ attribute, value, count, metrics }) => {
    const found = violations.filter(({ group }) => group?.attribute === attribute && group.value === value).length;
    return [
      `${toShortText(attribute, 30)}: ${toShortText(value, 30)}`,
      toCountText(count),
      ...names.map((name) => toQuantityText(metrics?.[name]?.value)),
      metrics === null ? 'too few rows' : toCountText(found),
    ];
  });
  const table = toHtmlTable({ caption: 'Metrics by group', head: ['group', 'rows', ...names, 'violations'], rows });
  return html`<section aria-labelledby="groups"><h2 id="groups">Groups</h2>${table}</section>`;
}
