/** Markdown in which text from data is text: no markup, no link, no HTML. */
import { toPlainText } from '../plain.js';

/** Punctuation with a meaning, and what would become a link by itself. */
const MARKUP = /[\\`*_{}[\]<>()#|~!@$]|:(?=\/\/)|(?<=www)\.|^[-+=](?=\s|$)|^(?:[-=]{2,})|^\d+(?=[.)])/gi;

export function toMarkdownText(text: string): string {
  return toPlainText(text).trim().replaceAll('&', '&amp;').replaceAll(MARKUP, escape);
}

function escape(found: string): string {
  if (found === '<') return '&lt;';
  if (found === '>') return '&gt;';
  return /^\d/.test(found) ? `${found}\u200b` : `\\${found}`;
}

export function toMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** Lines below a heading; nothing without lines. */
export function toMarkdownSection(title: string, lines: readonly string[], count: number = lines.length): string[] {
  return count === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

export function toMarkdownItem(line: string): string {
  return `- ${toMarkdownText(line)}`;
}

/** How every result ends: items that could not be evaluated, what was read, and the command that runs it again. */
export function toMarkdownEnd(
  notEvaluated: readonly string[],
  read: readonly string[],
  reproduce: string | null,
): string[] {
  return [
    ...toMarkdownSection('Not evaluated', notEvaluated),
    ...toMarkdownSection('What was read', read.map(toMarkdownItem)),
    ...toMarkdownSection('Run again', reproduce === null ? [] : [toMarkdownText(reproduce)]),
    '',
  ];
}
