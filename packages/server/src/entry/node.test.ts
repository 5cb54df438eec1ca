import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { exchange, inChunks } from '../../../../test/support/exchange.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../deps.js';
import { requireHashFix } from './node/require-hash-fix.js';
import { type Serving, serve } from './node.js';
import { isLoopback } from './own-address.js';

const failures: Failure[] = [];
const sockets: Socket[] = [];
let serving: Serving;
beforeAll(async () => {
  channel('net.server.socket').subscribe((message) => sockets.push((message as { socket: Socket }).socket));
  serving = await serve({ port: 0, log: (failure) => failures.push(failure) });
});
afterAll(async () => {
  await serving.close();
  expect(failures).toEqual([]);
});

const HEAD = 'POST /v1/profile HTTP/1.1\r\nHost: a\r\n';

function* repeat(unit: string, count: number) {
  const bytes = new TextEncoder().encode(unit);
  for (let left = count; left > 0; left -= 1) yield bytes;
}

describe('a listening server', () => {
  it('answers a body in chunks', async () => {
    const { answer } = await exchange(serving.address, inChunks(HEAD, repeat('a,b\n1,2\n', 1)));
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('"schema": "baseline/v1"');
  });

  it('stops reading a body past the limit, and its answer arrives', async () => {
    const body = repeat('1,2\n'.repeat(16_384), 2000);
    const { answer, sentBytes } = await exchange(serving.address, inChunks(HEAD, body));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    expect(sentBytes).toBeLessThan(100 * 1024 * 1024);
    expect(sockets.at(-1)?.bytesRead).toBeLessThan(20 * 1024 * 1024 + 1024 * 1024);
  });

  it('does not wait for a body that says it is too long', async () => {
    const { answer, durationMs } = await exchange(serving.address, [`${HEAD}Content-Length: 20971521\r\n\r\n`]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(durationMs).toBeLessThan(250);
  });

  it.each([
    [
      'two lengths',
      `${HEAD}Connection: close\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['headers that are too large', `GET / HTTP/1.1\r\nHost: a\r\nA: ${'q'.repeat(40_000)}\r\n\r\n`, 431],
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['a Host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
    ['no HTTP at all', '\u0016\u0003\u0001\r\n\r\n', 400],
    ['an address that is too long', `GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`, 414],
  ])('answers %s with a problem', async (_, text, status) => {
    const { answer } = await exchange(serving.address, [text]);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('takes no notice of a caller that goes away', async () => {
    const { hostname, port } = new URL(serving.address);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(`${HEAD}Content-Length: 1000\r\n\r\na,b\n`);
    await setImmediate();
    socket.destroy();
    await once(socket, 'close');
    expect((await fetch(`${serving.address}/healthz`)).status).toBe(200);
  });

  it('does not listen twice on one port', async () => {
    const port = Number(new URL(serving.address).port);
    await expect(serve({ port })).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('taken') as string,
    });
  });
});

it('listens for others only when that is allowed by name', async () => {
  await expect(serve({ host: '0.0.0.0', port: 0 })).rejects.toThrow('expected an address of this machine');
  const open = await serve({ host: '0.0.0.0', port: 0, allowsAnyone: true });
  await open.close();
});

it.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.4', false],
  ['127.0.0.1.example', false],
])('knows that %s is this machine alone: %s', (host, isAlone) => {
  expect(isLoopback(host)).toBe(isAlone);
});

it('knows which Node has the fix', () => {
  for (const version of ['20.20.2', '22.23.0', '24.14.1', '26.0.0'])
    expect(() => requireHashFix(version)).not.toThrow();
  for (const version of ['20.20.1', '22.22.1', '23.11.0', '24.14.0'])
    expect(() => requireHashFix(version)).toThrow('CVE');
});
