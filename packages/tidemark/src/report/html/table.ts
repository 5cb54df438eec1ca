/**
 * Tables of plain cells, each row with a header cell of its own. End tags and scopes that HTML lets one leave out are
 * left out: a page of many features is a third smaller without them.
 */
import { type Content, html, type Markup } from './markup.js';

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row says what the row is about. */
  readonly rows: readonly (readonly Content[])[];
}

export function toHtmlTable({ caption, head, rows }: Table): Markup {
  const titles = head.map((title) => html`<th>${title}`);
  const lines = rows.map(([first = '', ...cells]) => html`<tr><th>${first}${cells.map((cell) => html`<td>${cell}`)}`);
  return html`<table><caption>${caption}</caption><thead><tr>${titles}<tbody>${lines}</table>`;
}
