/** HTTP over a bare socket: sends whatever it is given, and takes the answer whenever it comes. */
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

export interface Exchange {
  /** All that came back, head and body. */
  readonly answer: string;
  /** Null where there was no answer. */
  readonly status: number | null;
  readonly sentBytes: number;
  /** Until the answer began. */
  readonly durationMs: number;
}

/** How long the other side may keep silent. */
const PATIENCE_MS = 45_000;

/** Sends chunks until they end, or until the other side has answered; ends when it closes. */
export async function exchange(
  address: string,
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<Exchange> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  const startedAt = performance.now();
  let answer = '';
  let answeredAt = 0;
  socket.setEncoding('utf8').on('data', (text: string) => {
    answeredAt ||= performance.now();
    answer += text;
  });
  socket.on('error', () => undefined);
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  const closed = toHappen(socket, 'close');
  await Promise.race([toHappen(socket, 'connect'), closed]);
  let sentBytes = 0;
  for await (const chunk of chunks) {
    if (socket.destroyed || answeredAt > 0) break;
    sentBytes += chunk.length;
    if (!socket.write(chunk)) await Promise.race([toHappen(socket, 'drain'), toHappen(socket, 'end'), closed]);
    await setImmediate();
  }
  await closed;
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
  return {
    answer,
    status: status === undefined ? null : Number(status),
    sentBytes,
    durationMs: answeredAt - startedAt,
  };
}

/** That the other side breaks the connection is no failure here: it may have answered before. */
function toHappen(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve) => {
    socket.once(event, () => resolve());
  });
}

/** A body in chunks, behind the head of a request that ends the connection. */
export async function* inChunks(
  head: string,
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  yield `${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
  for await (const chunk of body) {
    if (chunk.length === 0) continue;
    yield `${chunk.length.toString(16)}\r\n`;
    yield chunk;
    yield '\r\n';
  }
  yield '0\r\n\r\n';
}
