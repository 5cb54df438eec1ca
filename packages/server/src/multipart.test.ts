import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from './limits.js';
import { readParts } from './multipart.js';

const TYPE = 'multipart/form-data; boundary=b0';
const BODY = [
  'a preamble',
  '--b0',
  'Content-Disposition: form-data; name="first"; filename="C:\\folder\\数据.csv"',
  '',
  'x\r\n-\r\n--b\r\ny',
  '--b0',
  'content-disposition: form-data; name=second',
  'content-type: application/json',
  '',
  '',
  '--b0--',
].join('\r\n');

async function* cut(body: string, pieceBytes: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.slice(at, at + pieceBytes);
}

async function read(body: string, pieceBytes: number, type = TYPE): Promise<(string | null)[][]> {
  const found = [];
  for await (const { name, filename, contentType, chunks } of readParts(cut(body, pieceBytes), type, DEFAULT_LIMITS)) {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
    found.push([name, filename, contentType, text]);
  }
  return found;
}

it('gives the same parts however the body is cut', async () => {
  const whole = await read(BODY, BODY.length * 2);
  expect(whole).toEqual([
    ['first', '数据.csv', 'text/plain', 'x\r\n-\r\n--b\r\ny'],
    ['second', null, 'application/json', ''],
  ]);
  for (const pieceBytes of [1, 2, 3, 5, 7, 11, 64]) {
    expect(await read(BODY, pieceBytes)).toEqual(whole);
    expect(await read(`${BODY}\r\n--b0 and an epilogue`, pieceBytes)).toEqual(whole);
  }
});

it('skips what of a part is not read', async () => {
  const names = [];
  for await (const { name } of readParts(cut(BODY, 1), TYPE, DEFAULT_LIMITS)) names.push(name);
  expect(names).toEqual(['first', 'second']);
});

it.each([
  ['no form', BODY, 'text/csv', 'unsupported-media-type'],
  ['no boundary', BODY, 'multipart/form-data; charset=utf-8', 'unsupported-media-type'],
  ['no end', BODY.slice(0, BODY.indexOf('--b0--')), TYPE, 'bad-request'],
  ['a part without a name', BODY.replace('; name=second', ''), TYPE, 'bad-request'],
  ['headers that are none', BODY.replace('content-type:', 'content type'), TYPE, 'bad-request'],
])('refuses %s', async (_, body, type, code) => {
  await expect(read(body, 16, type)).rejects.toMatchObject({ code });
});
