import { expect, it } from 'vitest';
import { html } from './markup.js';

it('whatever is put into a template is escaped, in text and in attributes', () => {
  const hostile = `<b onload='x' class="y">&\u0000`;
  const escaped = '&lt;b onload=&#39;x&#39; class=&quot;y&quot;&gt;&amp;\\u0000';
  expect(String(html`<p title="${hostile}">${hostile}</p>`)).toBe(`<p title="${escaped}">${escaped}</p>`);
});

it('markup goes in as it is, lists one after the other, and null is nothing', () => {
  expect(String(html`<ul>${[1, 2].map((each) => html`<li>${each}</li>`)}${null}</ul>`)).toBe(
    '<ul><li>1</li><li>2</li></ul>',
  );
});
