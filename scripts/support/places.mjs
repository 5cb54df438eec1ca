/** Where things lie: the checkout, what the set-up makes in it, and the cache that all checkouts of a user share. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const library = join(root, 'packages/tidemark');
export const npmBin = join(root, 'node_modules/.bin');

/** Stamps, the lock and outputs in the making. Not in node_modules: `npm ci` empties that. */
export const setupFolder = join(root, 'target/setup');

/** Compiled tools and the wasm32 standard library. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tidemark');
