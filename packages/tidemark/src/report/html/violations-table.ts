/** Violations as a table, which narrow screens show as a list of cards. */
import { html, type Markup } from './markup.js';

export interface ViolationLine {
  /** What is violated. */
  readonly subject: Markup | string;
  readonly check: string;
  readonly what: string;
  /** The evidence, each under its title; none where nothing is known but the words. */
  readonly numbers: readonly (readonly [title: string, shown: string])[];
}

/** Roles stand in full, as styles that turn a table into cards take its own roles away. */
export function toViolationsTable(head: readonly [string, string], lines: readonly ViolationLine[]): Markup | null {
  const [first] = lines;
  if (first === undefined) return null;
  const titles = [...head, 'what', ...first.numbers.map(([title]) => title)];
  return html`<section aria-labelledby="violations"><h2 id="violations">Violations</h2>
<table class="violations" role="table" aria-labelledby="violations"><thead role="rowgroup"><tr role="row">${titles.map(
    (title) => html`<th role="columnheader" scope="col">${title}</th>`,
  )}</tr></thead><tbody role="rowgroup">${lines.map(toRow)}</tbody></table></section>`;
}

function toRow({ subject, check, what, numbers }: ViolationLine): Markup {
  const cells = numbers.map(
    ([title, shown]) => html`<td role="cell" class="number" data-title="${title}">${shown}</td>`,
  );
  return html`
<tr role="row"><th role="rowheader" scope="row">${subject}</th><td role="cell"><span class="check">${check}</span></td><td role="cell" class="what">${what}</td>${cells}</tr>`;
}
