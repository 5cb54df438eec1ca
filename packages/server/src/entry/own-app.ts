/** The application of a server that listens by itself: on an address of its own, over an engine made now. */
import { createEngine } from 'tidemark/engine';
import { createApp } from '../app.js';
import { logToConsole } from './log-to-console.js';
import { requireOwnAddress } from './own-address.js';
import type { ServeOptions } from './serving.js';

/** Where a server listens when nobody says. */
export const HOST = '127.0.0.1';
export const PORT = 4700;

/** `invalid-argument` for an address that others can reach, unless that is allowed. */
export async function createOwnApp(
  host: string,
  { allowsAnyone = false, ...deps }: ServeOptions,
): Promise<ReturnType<typeof createApp>> {
  requireOwnAddress(host, allowsAnyone);
  return createApp({ log: logToConsole, ...deps, engine: deps.engine ?? (await createEngine()) });
}
