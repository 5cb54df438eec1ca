/** Tidemark over HTTP in a browser's service worker: its pages call the routes, and no data leaves the machine. */
import { handle } from 'hono/service-worker';
import { createEngine } from 'tidemark/engine';
import { createApp } from '../app.js';
import type { Deps } from '../deps.js';
import { logToConsole } from './log-to-console.js';

/** `self` of a service worker, as far as it is used. */
export interface ServiceWorkerScope {
  readonly location: { readonly origin: string };
  addEventListener(type: 'fetch', listener: ReturnType<typeof handle>): void;
}

/** Answers the routes of its own site; all else goes on to the network. Call it while the worker starts. */
export function listen(scope: ServiceWorkerScope, deps: Partial<Deps> = {}): void {
  const app = createApp({ engine: () => createEngine(), log: logToConsole, ...deps });
  const answer = handle(app);
  scope.addEventListener('fetch', (event) => {
    if (new URL(event.request.url).origin === scope.location.origin) answer(event);
  });
}
