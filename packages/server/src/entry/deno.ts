/** Tidemark over HTTP in Deno: an engine, the application, and `Deno.serve`. */
import { createOwnApp, HOST, PORT } from './own-app.js';
import { type ServeOptions, type Serving, toAddress } from './serving.js';

export type { ServeOptions, Serving };

declare const Deno: {
  serve(
    options: { hostname: string; port: number; onListen: () => void },
    handler: (request: Request) => Response | Promise<Response>,
  ): { readonly addr: { readonly hostname: string; readonly port: number }; shutdown(): Promise<void> };
};

/** Listens. `invalid-argument` for an address that others can reach, unless that is allowed. */
export async function serve({ host = HOST, port = PORT, ...rest }: ServeOptions = {}): Promise<Serving> {
  const app = await createOwnApp(host, rest);
  const server = Deno.serve({ hostname: host, port, onListen: () => undefined }, (request) => app.fetch(request));
  const { addr } = server;
  return { address: toAddress(addr.hostname, addr.port), close: () => server.shutdown() };
}
