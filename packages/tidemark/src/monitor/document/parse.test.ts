import { describe, expect, it } from 'vitest';
import type { Field } from './field.js';
import { parseFeatures, parseFeaturesFrom, parseRoot } from './parse.js';

const toBytes = (text: string) => new TextEncoder().encode(text);

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = toBytes(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function read(field: Field): { readonly name: string; readonly value: unknown } {
  return { name: field.member('name').text(), value: field.value };
}

const FEATURES = [
  { name: 'plain', data: [[1, 2.5], []] },
  { name: 'quotes "]},{[ and \\', inner: { features: [{}] } },
  { name: 'ü€😀', none: null },
];

describe('documents of features', () => {
  const document = { before: ['features', [1]], version: 0, features: FEATURES, dataset: { item_count: 3 } };

  it.each([1, 2, 3, 7, 64, 100_000])('are the same from pieces of %i bytes', async (size) => {
    for (const text of [
      JSON.stringify(document),
      JSON.stringify(document, null, 2),
      `\uFEFF${JSON.stringify(document)}`,
    ]) {
      const { root, features } = await parseFeaturesFrom(inPieces(text, size), 'x', read);
      expect(features.map(({ value }) => value)).toEqual(FEATURES);
      expect(root.member('dataset').member('item_count').count()).toBe(3);
      expect(root.member('before').value).toEqual(['features', [1]]);
    }
  });

  it.each([
    ['{"features":[]}', []],
    ['{"features":[{"name":"a"}],"features":[{"name":"b"}]}', ['b']],
    ['{"a\\"features":[{"name":"a"}],"features":[{"name":"b"}]}', ['b']],
    ['{"feat\\u0075res":[{"name":"a"}]}', ['a']],
    ['{"inner":{"features":[{"name":"a"}]},"features":[{"name":"b"},{"name":"c"}]}', ['b', 'c']],
  ])('are read as JSON.parse reads them: %s', (text, names) => {
    expect(parseFeatures(toBytes(text), 'x', read).features.map(({ name }) => name)).toEqual(names);
    expect(parseFeatures(text, 'x', read).features.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    [''],
    ['{"features":[{"name":"a"}'],
    ['{"features":[{"name":"a"},,{"name":"b"}]}'],
    ['{"features":[{"name":"a"},]}'],
    ['{"features":[{"name":"a"} {"name":"b"}]}'],
    ['{"features":[{"name":"a"]}}'],
    ['{"features":[{"name":"a"}]}]'],
    ['{"features":["open]}'],
  ])('that are no JSON are refused: %s', (text) => {
    expect(() => parseFeatures(toBytes(text), 'x', read)).toThrow('expected JSON in x');
  });

  it('say which feature is wrong, and refuse bytes that are no UTF-8', () => {
    expect(() => parseFeatures(toBytes('{"features":[{"name":"a"},{}]}'), 'x', read)).toThrow('$.features[1]');
    expect(() => parseFeatures(toBytes('{"features":[{"name":"a"},{"name":"a"}]}'), 'x', read)).toThrow('"a" twice');
    expect(() => parseFeatures(toBytes('{"features":3}'), 'x', read)).toThrow('an array');
    expect(() => parseFeatures(toBytes('{}'), 'x', read)).toThrow('a member features');
    const broken = Uint8Array.from([...toBytes('{"features":[{"name":"'), 0xff, ...toBytes('"}]}')]);
    expect(() => parseFeatures(broken, 'x', read)).toThrow('expected JSON in x');
  });

  it('are told apart by their root', () => {
    const root = parseRoot(toBytes(JSON.stringify(document)), 'x');
    expect([root.has('dataset'), root.has('violations')]).toEqual([true, false]);
  });
});
