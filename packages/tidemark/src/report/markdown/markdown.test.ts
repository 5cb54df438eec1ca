import { expect, it } from 'vitest';
import { toMarkdownText } from './markdown.js';

it('text from data is text: no HTML, no table cell, no link, no heading', () => {
  expect(toMarkdownText('<img src=x> | a_b* [c](d) & `e`\n# f')).toBe(
    '&lt;img src=x&gt; \\| a\\_b\\* \\[c\\]\\(d\\) &amp; \\`e\\`\\\\u000a\\# f',
  );
  expect(toMarkdownText('https://example.com www.example.com @all')).toBe(
    'https\\://example.com www\\.example.com \\@all',
  );
});

it('sentences stay readable', () => {
  expect(toMarkdownText('Of the numbers, 1.15% lie outside 2,382.5 to 36,321.')).toBe(
    'Of the numbers, 1.15% lie outside 2,382.5 to 36,321.',
  );
});
