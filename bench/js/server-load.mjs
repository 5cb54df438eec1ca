/**
 * `node bench/js/server-load.mjs [seconds]`: 64 connections send valid and hostile requests to `tidemark serve` in a
 * process of its own. Prints the statuses, times and memory, and ends with exit code 1 if any request failed by a
 * defect or the memory grew on.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createRandom } from '../datasets.mjs';

const CONNECTIONS = 64;
const seconds = Number(process.argv[2] ?? 30);
const MEBIBYTE = 1024 * 1024;
/** How much more the process may hold at the end than when it was warm. */
const MOST_GROWTH = 64;

const rows = Array.from({ length: 500 }, (_, row) => `${20 + (row % 40)},${1000 + row},city ${row % 7}`).join('\n');
const csv = `age,income,city\n${rows}\n`;
const columns = Array.from({ length: 10_000 }, (_, column) => column);
const wide = [
  columns.map((column) => `c${column}`),
  ...[0, 1, 2, 3].map((row) => columns.map((column) => row * column)),
]
  .map((cells) => cells.join())
  .join('\n');
const capture = Array.from({ length: 50 }, (_, id) =>
  JSON.stringify({
    captureData: { endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data: '5,6,7', encoding: 'CSV' } },
    eventMetadata: { eventId: String(id), inferenceTime: '2026-11-22T08:00:00Z' },
    eventVersion: '0',
  }),
).join('\n');

function form(parts, boundary = 'b0') {
  const pieces = parts.flatMap(([name, content]) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n`,
    content,
    '\r\n',
  ]);
  const body = Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)));
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

/** Kinds of requests: how often each comes, and the statuses that are right. */
function toKinds(profile) {
  const json = { 'content-type': 'application/json' };
  return [
    { name: 'profile as JSON', weight: 8, path: '/v1/profile', body: csv, expected: [200] },
    {
      name: 'profile as bytes',
      weight: 8,
      path: '/v1/profile',
      body: csv,
      headers: { accept: 'application/octet-stream' },
      expected: [200],
    },
    {
      name: 'packed profile',
      weight: 4,
      path: '/v1/profile',
      body: gzipSync(csv),
      headers: { 'content-encoding': 'gzip' },
      expected: [200],
    },
    { name: 'capture records', weight: 4, path: '/v1/profile', body: capture, expected: [200] },
    {
      name: 'check',
      weight: 8,
      path: '/v1/check',
      ...form([
        ['baseline', profile],
        ['data', csv],
      ]),
      expected: [200],
    },
    {
      name: 'compare',
      weight: 4,
      path: '/v1/compare',
      ...form([
        ['current', csv],
        ['reference', csv],
      ]),
      expected: [200],
    },
    { name: '10,000 columns', weight: 1, path: '/v1/profile', body: wide, expected: [200] },
    { name: 'health', weight: 4, path: '/healthz', method: 'GET', expected: [200] },
    { name: 'deep JSON', weight: 2, path: '/v1/profile', body: '['.repeat(5000), headers: json, expected: [422] },
    { name: 'broken JSON', weight: 2, path: '/v1/profile', body: '{"a":', headers: json, expected: [422] },
    {
      name: 'bomb',
      weight: 1,
      path: '/v1/profile',
      body: gzipSync(Buffer.alloc(50 * MEBIBYTE, '0')),
      headers: { 'content-encoding': 'gzip' },
      expected: [413, 422],
    },
    {
      name: 'bomb within',
      weight: 1,
      path: '/v1/profile',
      body: gzipSync(Buffer.alloc(50 * MEBIBYTE, '1,2\n')),
      expected: [413],
    },
    {
      name: 'many keys',
      weight: 1,
      path: '/v1/profile',
      body: `{${Array.from({ length: 20_000 }, (_, key) => `"k${key}":1`).join()}}`,
      expected: [413],
    },
    {
      name: 'long length',
      weight: 2,
      path: '/v1/profile',
      body: 'x',
      headers: { 'content-length': 30 * MEBIBYTE },
      expected: [413],
    },
    { name: 'form cut short', weight: 2, path: '/v1/check', ...cut(form([['baseline', profile]])), expected: [400] },
    {
      name: 'damaged profile',
      weight: 2,
      path: '/v1/check',
      ...form([
        ['baseline', profile.subarray(0, 90)],
        ['data', csv],
      ]),
      expected: [422],
    },
    { name: 'noise', weight: 2, path: '/v1/check', body: Buffer.alloc(9000, 255), expected: [415] },
    { name: 'list of files', weight: 2, path: '/v1/profile', body: '[{"prefix":"/etc/"},"passwd"]', expected: [422] },
    {
      name: 'other site',
      weight: 2,
      path: '/v1/profile',
      body: csv,
      headers: { origin: 'https://attacker.example' },
      expected: [403],
    },
    { name: 'no route', weight: 2, path: '/%2e%2e/%2e%2e/etc/passwd', method: 'GET', expected: [404] },
    { name: 'wrong option', weight: 2, path: '/v1/profile?format=xml', body: csv, expected: [400] },
  ];
}

function cut({ body, headers }) {
  return { body: body.subarray(0, -8), headers };
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** The status, and the body where it is asked for; a connection that was ended with its answer is no failure. */
function send(address, { path, method = 'POST', body, headers = {} }) {
  return new Promise((resolve) => {
    const sent = request(`${address}${path}`, { method, agent, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('close', () => resolve({ status: answer.statusCode, body: Buffer.concat(chunks) }));
    });
    sent.on('error', (error) => resolve({ status: error.code ?? String(error), body: Buffer.alloc(0) }));
    if (headers['content-length'] === undefined) sent.end(body);
    else sent.write(body);
  });
}

/** Deterministic, so that two runs send the same requests in the same order. */
function* draw(kinds) {
  const wheel = kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
  const random = createRandom(1);
  for (;;) yield wheel[random(wheel.length)];
}

function rssOf(pid) {
  const [, kibibytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

const main = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));
const server = spawn(process.execPath, [main, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(server.stdout, 'data');
const address = /http:\S+/.exec(String(line))[0];

const made = await send(address, { path: '/v1/profile', body: csv, headers: { accept: 'application/octet-stream' } });
const kinds = toKinds(made.body);
const turns = draw(kinds);
const times = new Map(kinds.map(({ name }) => [name, []]));
const statuses = new Map();
const unexpected = new Map();
const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);

async function runFor(ms) {
  const endAt = performance.now() + ms;
  const work = async () => {
    while (performance.now() < endAt) {
      const kind = turns.next().value;
      const begunAt = performance.now();
      const { status } = await send(address, kind);
      times.get(kind.name).push(performance.now() - begunAt);
      count(statuses, status);
      if (!kind.expected.includes(status)) count(unexpected, `${kind.name}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
}

const idle = rssOf(server.pid);
await runFor((seconds * 1000) / 3);
const warm = rssOf(server.pid);
await runFor((seconds * 2000) / 3);
const after = rssOf(server.pid);

const at = (found, share) => (found.toSorted((a, b) => a - b)[Math.floor(found.length * share)] ?? 0).toFixed(1);
console.log('kind                 count    p50 ms    p99 ms');
for (const [name, found] of [...times, ['all', [...times.values()].flat()]]) {
  console.log(
    `${name.padEnd(18)}${String(found.length).padStart(8)}${at(found, 0.5).padStart(10)}${at(found, 0.99).padStart(10)}`,
  );
}
const list = (counted) => [...counted].map(([what, found]) => `${what} (${found})`).join(', ') || 'none';
console.log(`statuses: ${list(statuses)}`);
console.log(`not as expected: ${list(unexpected)}`);
console.log(`memory: ${idle.toFixed(0)} MiB idle, ${warm.toFixed(0)} warm, ${after.toFixed(0)} at the end`);

agent.destroy();
server.kill('SIGTERM');
const [code] = await once(server, 'exit');
console.log(`the server ended with code ${code}`);
const isFlat = after - warm <= MOST_GROWTH;
process.exitCode = code === 0 && unexpected.size === 0 && isFlat ? 0 : 1;
