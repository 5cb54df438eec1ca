/** The features one by one, those with violations first. */
import type { DrawnFeature } from '../features.js';
import { toCheckName, toPluralText, toShortText } from '../plain.js';
import { toFeatureCharts } from './feature-charts.js';
import { toFeatureNumbers } from './feature-numbers.js';
import { html, type Markup } from './markup.js';

export const LONGEST_NAME = 120;

export function* toFeatureSection(features: readonly DrawnFeature[]): Generator<Markup> {
  const violated = features.filter(({ violations }) => violations.length > 0);
  const others = features.filter(({ violations }) => violations.length === 0);
  yield html`<section aria-labelledby="features"><h2 id="features">${toPluralText(features.length, 'feature')}</h2>
<p class="legend"><span><span class="swatch baseline" aria-hidden="true"></span>baseline: hatched</span> <span><span class="swatch current" aria-hidden="true"></span>current: outlined</span> <span>Shares are of the values present.</span></p>
<div class="cards">`;
  for (const feature of [...violated, ...others]) yield toCard(feature);
  yield html`</div></section>`;
}

function toCard({ name, id, statistics, violations }: DrawnFeature): Markup {
  const title = toShortText(name, LONGEST_NAME);
  const badges = violations.map((each) => html`<li>${toCheckName(each.constraint_check_type)}</li>`);
  return html`
<article id="${id}"${violations.length > 0 ? html` class="violated"` : null}><h3>${title}</h3>${
    badges.length > 0 ? html`<ul class="badges" aria-label="Violated checks">${badges}</ul>` : null
  }${toFeatureCharts(title, statistics)}${toFeatureNumbers(title, statistics)}</article>`;
}
