/** What charts share: a drawing with a name and a description for those who do not see it. */
import { type Content, html, type Markup } from '../html/markup.js';

/** Units of a drawing; about as many pixels where it stands in a card. */
export const WIDTH = 360;

export interface ChartText {
  /** Distinguishes this drawing's elements from those of others on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export function toChart({ id, title, description }: ChartText, height: number, content: Content): Markup {
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}t ${id}d"><title id="${id}t">${title}</title><desc id="${id}d">${description}</desc>${content}</svg>`;
}
