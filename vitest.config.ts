/** All tests outside the crates: those beside their sources and those that span packages. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const library = fileURLToPath(new URL('packages/tidemark/src/', import.meta.url));

export default defineConfig({
  // Tests beside sources run the sources, so what package.json reaches by condition must not lead into `dist`.
  resolve: {
    alias: {
      '#engine': `${library}engine/entry/node.ts`,
      '#files': `${library}source/file.ts`,
      '#gunzip': `${library}source/gunzip/native.ts`,
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'sources',
          include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['test/packaging/**', '**/node_modules/**'],
          // A limit is there to end what hangs; a busy machine is slow without anything being wrong.
          testTimeout: 60_000,
        },
      },
      // What it packs must be built, and its tools installed; `npm test` does both before.
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['test/packaging/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 480_000,
        },
      },
    ],
  },
});
