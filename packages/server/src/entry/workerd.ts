/** Tidemark over HTTP in workerd: a whole worker. `export { default } from '@tidemark/server/workerd'` deploys it. */
import { createEngine } from 'tidemark/engine';
import { createApp } from '../app.js';
import { logToConsole } from './log-to-console.js';

/** The engine is made by the first request, since nothing may be awaited before one. */
const app = createApp({ engine: () => createEngine(), log: logToConsole });

const worker: { fetch(request: Request): Response | Promise<Response> } = { fetch: (request) => app.fetch(request) };

export default worker;
