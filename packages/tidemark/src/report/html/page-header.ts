/** The head of a page: the verdict in words and in a sign, and the counts behind it. */
import { toCountText } from '../plain.js';
import { html, type Markup } from './markup.js';

export interface PageHeader {
  /** The kind of monitor. */
  readonly brand: string;
  readonly isClean: boolean;
  readonly verdict: string;
  readonly summary: string;
  readonly facts: readonly (readonly [title: string, count: number])[];
}

export function toPageHeader({ brand, isClean, verdict, summary, facts }: PageHeader): Markup {
  return html`<header class="${isClean ? 'clean' : 'alarm'}"><p class="brand">Tidemark · ${brand}</p>
<h1><span aria-hidden="true">${isClean ? '✓' : '!'}</span>${verdict}</h1>
<p>${summary}</p>
<dl>${facts.map(([title, count]) => html`<div><dt>${title}</dt><dd>${toCountText(count)}</dd></div>`)}</dl></header>
`;
}
