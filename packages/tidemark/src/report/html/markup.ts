/** HTML as values: whatever is put into a template is escaped, unless it is markup already. */
import { toPlainText } from '../plain.js';

/** Text that is HTML or SVG. Only templates make it, so text from data can never become it by mistake. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Content = Markup | string | number | null | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template of elements; attribute values stand in double quotes. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const [first = '', ...rest] = strings;
  return new Markup(first + rest.map((text, index) => toMarkupText(contents[index] ?? null) + text).join(''));
}

function toMarkupText(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.toString();
  if (typeof content === 'object') return content.map(toMarkupText).join('');
  return toPlainText(String(content)).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
