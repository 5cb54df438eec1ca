/** The violations as a table, which narrow screens show as a list of cards. */
import type { Violation } from '../../monitor/document/violations.js';
import type { DrawnFeature } from '../features.js';
import { toCheckName, toPValueText, toQuantityText, toShortText } from '../plain.js';
import { LONGEST_NAME } from './feature-section.js';
import { html, type Markup } from './markup.js';

/** Roles stand in full, as styles that turn a table into cards take its own roles away. */
export function toViolationSection(violations: readonly Violation[], features: readonly DrawnFeature[]): Markup | null {
  if (violations.length === 0) return null;
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const titles = ['feature', 'check', 'what', ...(hasEvidence ? ['observed', 'expected', 'p adjusted'] : [])];
  const hasImpact = violations.some(({ impact }) => impact !== undefined);
  if (hasImpact) titles.push('impact');
  return html`<section aria-labelledby="violations"><h2 id="violations">Violations</h2>
<table class="violations" role="table" aria-labelledby="violations"><thead role="rowgroup"><tr role="row">${titles.map(
    (title) => html`<th role="columnheader" scope="col">${title}</th>`,
  )}</tr></thead><tbody role="rowgroup">${violations.map((each) => toRow(each, features, { hasEvidence, hasImpact }))}</tbody></table></section>`;
}

/** Which numbers of violations are known. */
interface Shown {
  readonly hasEvidence: boolean;
  readonly hasImpact: boolean;
}

function toRow(violation: Violation, features: readonly DrawnFeature[], { hasEvidence, hasImpact }: Shown): Markup {
  const { feature_name: name, constraint_check_type: check, description, value, expected, adjustedPValue } = violation;
  const place = features.find(({ violations }) => violations.includes(violation));
  const text = toShortText(name, LONGEST_NAME);
  const evidence = [
    ['observed', toQuantityText(value)],
    ['expected', toQuantityText(expected)],
    ['p adjusted', toPValueText(adjustedPValue)],
    ...(hasImpact ? [['impact', toQuantityText(violation.impact)]] : []),
  ];
  return html`
<tr role="row"><th role="rowheader" scope="row">${place ? html`<a href="#${place.id}">${text}</a>` : text}</th><td role="cell"><span class="check">${toCheckName(check)}</span></td><td role="cell" class="what">${description}</td>${
    hasEvidence
      ? evidence.map(
          ([title = '', shown = '']) => html`<td role="cell" class="number" data-title="${title}">${shown}</td>`,
        )
      : null
  }</tr>`;
}
