/** What drift does to a model's quality: the window as a whole, and each feature by itself. */
import type { StoredResult } from '../../monitor/check/check-result.js';
import { IMPACT_HEAD, toImpactRows, toImpactSentences } from '../drift-impact.js';
import { toShortText } from '../plain.js';
import { LONGEST_NAME } from './feature-section.js';
import { html, type Markup } from './markup.js';
import { toHtmlTable } from './table.js';

export function toImpactSection({ impact }: StoredResult): Markup | null {
  if (impact === undefined) return null;
  const rows = toImpactRows(impact).map(([feature = '', ...others]) => [toShortText(feature, LONGEST_NAME), ...others]);
  const table = toHtmlTable({ caption: `Estimated change of ${impact.metric} by feature`, head: IMPACT_HEAD, rows });
  return html`<section aria-labelledby="impact"><h2 id="impact">What drift does to ${impact.metric}</h2>
${toImpactSentences(impact).map((sentence) => html`<p>${sentence}</p>`)}
<div class="scroll" tabindex="0" role="group" aria-label="Estimated changes">${table}</div></section>`;
}
