/** What charts share: a drawing with a name and a description for those who do not see it. */
import { type Content, html, type Markup } from '../html/markup.js';

/** Units of a drawing; about as many pixels where it stands in a card. */
export const WIDTH = 360;

export interface ChartText {
  readonly title: string;
  readonly description: string;
}

export function toChart({ title, description }: ChartText, height: number, content: Content): Markup {
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img"><title>${title}</title><desc>${description}</desc>${content}</svg>`;
}
