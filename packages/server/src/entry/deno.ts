/** Tidemark over HTTP in Deno: an engine, the application, and `Deno.serve`. */
import { createEngine } from 'tidemark/engine';
import { createApp } from '../app.js';
import { logToConsole } from './log-to-console.js';
import { requireOwnAddress } from './own-address.js';
import { type ServeOptions, type Serving, toAddress } from './serving.js';

export type { ServeOptions, Serving };

declare const Deno: {
  serve(
    options: { hostname: string; port: number; onListen: () => void },
    handler: (request: Request) => Response | Promise<Response>,
  ): { readonly addr: { readonly hostname: string; readonly port: number }; shutdown(): Promise<void> };
};

/** Listens. `invalid-argument` for an address that others can reach, unless that is allowed. */
export async function serve({
  host = '127.0.0.1',
  port = 4700,
  allowsAnyone = false,
  ...deps
}: ServeOptions = {}): Promise<Serving> {
  requireOwnAddress(host, allowsAnyone);
  const engine = deps.engine ?? (await createEngine());
  const app = createApp({ log: logToConsole, ...deps, engine });
  const server = Deno.serve({ hostname: host, port, onListen: () => undefined }, (request) => app.fetch(request));
  const { addr } = server;
  return { address: toAddress(addr.hostname, addr.port), close: () => server.shutdown() };
}
