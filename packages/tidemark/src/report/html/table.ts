/** Tables of plain cells, each row with a header cell of its own. */
import { type Content, html, type Markup } from './markup.js';

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row says what the row is about. */
  readonly rows: readonly (readonly Content[])[];
}

export function toHtmlTable({ caption, head, rows }: Table): Markup {
  const titles = head.map((title) => html`<th scope="col">${title}</th>`);
  const lines = rows.map(
    ([first = '', ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  );
  return html`<table><caption>${caption}</caption><thead><tr>${titles}</tr></thead><tbody>${lines}</tbody></table>`;
}
