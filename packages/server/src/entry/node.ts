/** Tidemark over HTTP in Node: an engine, the application, and a listening server with its limits. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { TidemarkError } from 'tidemark';
import { answerBrokenRequest, toBrokenRequest } from './node/broken-request.js';
import { lingerWhenUnread } from './node/linger.js';
import { requireHashFix } from './node/require-hash-fix.js';
import { createOwnApp, HOST, PORT } from './own-app.js';
import { type ServeOptions, type Serving, toAddress } from './serving.js';

export type { ServeOptions, Serving };

const SECOND = 1000;

/** Until the headers and the whole request must be here, and how long an idle connection is kept. */
const SERVER_OPTIONS = {
  headersTimeout: 10 * SECOND,
  requestTimeout: 30 * SECOND,
  keepAliveTimeout: 5 * SECOND,
  connectionsCheckingInterval: SECOND,
  maxHeaderSize: 16 * 1024,
  requireHostHeader: true,
};
const MOST_CONNECTIONS = 1024;
const CLOSING_MS = 10 * SECOND;

/** Listens. `invalid-argument` for an address that others can reach, unless that is allowed. */
export async function serve({ host = HOST, port = PORT, ...rest }: ServeOptions = {}): Promise<Serving> {
  requireHashFix(process.versions.node);
  const app = await createOwnApp(host, rest);
  const listener = getRequestListener(
    async (request, { incoming }) => {
      const response = await app.fetch(request);
      if (!incoming.complete) response.headers.set('Connection', 'close');
      return response;
    },
    { autoCleanupIncoming: false, overrideGlobalObjects: false, errorHandler: toBrokenRequest },
  );
  const server = createServer(SERVER_OPTIONS, (incoming: IncomingMessage, outgoing: ServerResponse) => {
    lingerWhenUnread(incoming, outgoing);
    void listener(incoming, outgoing);
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('clientError', answerBrokenRequest);
  await listen(server, host, port);
  const { address, port: taken } = server.address() as AddressInfo;
  return { address: toAddress(address, taken), close: () => close(server) };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const found = cause.code === 'EADDRINUSE' ? 'that it is taken; choose another with --port' : cause.message;
      reject(new TidemarkError('io', `expected to listen on ${host}, port ${port}, found ${found}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  // A connection that cannot be accepted, for want of file handles, is not the end of the others.
  server.on('error', (error) => console.error(JSON.stringify({ failure: String(error) })));
}

/** What has not ended after ten seconds is ended. */
async function close(server: Server): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(timer);
}
