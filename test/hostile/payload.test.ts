import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type Payload, toBytes, toChunks } from './payload.ts';

const text = async (payload: Payload) => new TextDecoder().decode(await toBytes(payload));

it('decodes every form of the input language', async () => {
  expect(await text('aé')).toBe('aé');
  expect(await text({ b64: 'YWI=' })).toBe('ab');
  expect(await text({ rep: ['<', 'ab', 3, '>'] })).toBe('<ababab>');
  expect(await text({ rep: ['<', 'ab', 0] })).toBe('<');
  expect(await text({ seq: ['[', ',', 'c%d', 3, ']', 10] })).toBe('[c0,c10,c20]');
  expect(await text({ concat: ['a', { rep: ['', 'b', 2] }] })).toBe('abb');
  expect(gunzipSync(await toBytes({ gz: { rep: ['', 'x', 100_000] } }))).toHaveLength(100_000);
});

it('a large repetition comes in small chunks', async () => {
  let byteCount = 0;
  for await (const chunk of toChunks({ rep: ['', 'abc', 1_000_001] })) {
    expect(chunk.length).toBeLessThanOrEqual(65_536);
    byteCount += chunk.length;
  }
  expect(byteCount).toBe(3_000_003);
});
