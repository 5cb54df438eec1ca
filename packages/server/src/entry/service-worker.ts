/** Tidemark over HTTP in a browser's service worker: its pages call the routes, and no data leaves the machine. */
import { handle } from 'hono/service-worker';
import { createEngine } from 'tidemark/engine';
import { createApp } from '../app.js';
import type { Deps } from '../deps.js';
import { toLogLine } from './log-line.js';

/** `self` of a service worker, as far as it is used. */
export interface ServiceWorkerScope {
  addEventListener(type: 'fetch', listener: ReturnType<typeof handle>): void;
}

/** Answers the routes; every other request of the pages goes on to the network. Call it while the worker starts. */
export function listen(scope: ServiceWorkerScope, deps: Partial<Deps> = {}): void {
  const log = (failure: Parameters<typeof toLogLine>[0]) => console.error(toLogLine(failure));
  const app = createApp({ engine: () => createEngine(), log, ...deps });
  scope.addEventListener('fetch', handle(app));
}
