/** Answers what is no request that the application could see: broken HTTP, headers too large, or none in time. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { RequestError } from '@hono/node-server';

/** The status of each code of Node's parser; any other is a bad request. */
const STATUSES: ReadonlyMap<string, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = STATUSES.get(error.code ?? '') ?? 400;
  const body = toBody(status);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json',
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** A request line or Host that makes no address; anything else would be a defect. */
export function toBrokenRequest(error: unknown): Response {
  const status = error instanceof RequestError ? 400 : 500;
  return new Response(toBody(status), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      Connection: 'close',
    },
  });
}

function toBody(status: number): string {
  const problem = {
    type: 'urn:tidemark:problem:broken-request',
    title: 'The request is no HTTP',
    status,
    code: 'broken-request',
    detail: `expected a whole request in time, with a Host and at most 16 KiB of headers, found: ${STATUS_CODES[status] ?? ''}`,
  };
  return `${JSON.stringify(problem)}\n`;
}
