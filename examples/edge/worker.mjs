/** Profiles, checks and comparisons at the edge, with the memory of a small worker in mind. */
import { createApp } from '@tidemark/server';
import { createEngine } from 'tidemark/engine/slim';
import wasm from 'tidemark/engine/tidemark_bg.wasm';

export default createApp({
  engine: () => createEngine({ wasm }),
  limits: { bodyBytes: 8 * 1024 * 1024 },
  log: ({ error, ...request }) => console.error(JSON.stringify(request), error),
});
