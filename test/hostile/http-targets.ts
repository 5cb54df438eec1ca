/** Hostile requests, sent over real connections to a server of this process. */
import { type Serving, serve } from '@tidemark/server/node';
import { exchange, inChunks } from '../support/exchange.ts';
import { type Attempt, MemoryWatch } from './attempt.ts';
import { type Payload, toChunks } from './payload.ts';

/** Where a record or a file of records goes: the route that reads capture records. */
const ROUTE = '/v1/profile?format=capture';

/** Routes that entries name and that lie elsewhere here. */
const PLACEHOLDER = /(?<=^\w+ )\/v1\/capture(?= )/;

let serving: Promise<Serving> | undefined;

/** Started by the first of these entries; listening does not keep the process alive. */
function loadServer(): Promise<Serving> {
  serving ??= serve({ port: 0, log: ({ error }) => console.log('         failure of the server:', error) });
  return serving;
}

export async function stopServer(): Promise<void> {
  await (await serving)?.close();
}

export async function attemptBody(input: unknown, contentType: string): Promise<Attempt[]> {
  const head = `POST ${ROUTE} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${contentType}\r\n`;
  return [await attempt(inChunks(head, toChunks(input as Payload)))];
}

/** Bytes as they are. */
export async function attemptRaw(input: unknown): Promise<Attempt[]> {
  return [await attempt(toChunks(mapStart(input as Payload)))];
}

function mapStart(payload: Payload): Payload {
  if (typeof payload === 'string') return payload.replace(PLACEHOLDER, ROUTE);
  if (!('concat' in payload)) return payload;
  return { concat: payload.concat.map((part, index) => (index === 0 ? mapStart(part) : part)) };
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Payload | null;
}

/** Null where the entry is no single request. */
export async function attemptRequest(input: unknown): Promise<Attempt[] | null> {
  const { http } = input as { readonly http?: Request };
  if (http === undefined) return null;
  const line = `${http.method} ${http.path} HTTP/1.1`.replace(PLACEHOLDER, ROUTE);
  const headers = Object.entries({ host: 'localhost', ...http.headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const head = `${line}\r\n${headers.join('')}`;
  const request = http.body === null ? [`${head}Connection: close\r\n\r\n`] : inChunks(head, toChunks(http.body));
  return [await attempt(request)];
}

async function attempt(request: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): Promise<Attempt> {
  const { address } = await loadServer();
  const watch = new MemoryWatch();
  const { answer, status, durationMs } = await exchange(address, watched(request, watch));
  const rssGrowthMb = watch.growthMb;
  const health = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(1000) });
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  const isAlive = health.ok && status !== null && status < 500;
  return {
    outcome: !isAlive ? 'crash' : status < 400 ? 'accept' : 'reject',
    facts: { status, ...(isAlive && status < 400 ? toFacts(body) : {}) },
    error: status === null || status < 400 ? null : String(status),
    message: status === null ? 'no answer' : status < 400 ? '' : body,
    durationMs,
    rssGrowthMb,
  };
}

async function* watched(
  request: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  watch: MemoryWatch,
): AsyncGenerator<string | Uint8Array> {
  for await (const chunk of request) {
    watch.look();
    yield chunk;
  }
}

interface Answer {
  readonly report?: {
    readonly rows: number;
    readonly duplicates: number;
    readonly complaints: readonly { readonly first: readonly { readonly line: number }[] }[];
  };
}

/** What became of the records: `rejected` as `[{index:1}]`, by their place from 0. */
function toFacts(body: string): Attempt['facts'] {
  const { report } = JSON.parse(body) as Answer;
  if (report === undefined) return {};
  const lines = report.complaints.flatMap(({ first }) => first.map(({ line }) => line)).toSorted((a, b) => a - b);
  return {
    accepted: report.rows,
    duplicate: report.duplicates,
    rejected: `[${lines.map((line) => `{index:${line - 1}}`).join(',')}]`,
  };
}
