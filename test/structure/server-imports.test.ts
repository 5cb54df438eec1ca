/** The places of the server, held against every source of it. */
import { expect, test } from 'vitest';
import { filesUnder, textOf } from './files.js';
import { readImports } from './imports.js';
import { findBrokenServerRules } from './server-rules.js';

test('says which file of the server breaks which rule', () => {
  const imports = readImports(
    [
      "import { open } from 'node:fs';",
      "import { createEngine } from 'tidemark/engine';",
      "import { serve } from '../entry/node.js';",
      "import { accepts } from 'hono/accepts';",
      "import { app } from '../../../tidemark/src/index.js';",
    ].join('\n'),
  );
  const file = 'packages/server/src/routes/profile.ts';
  expect(findBrokenServerRules(file, imports)).toEqual([
    `${file} imports node:fs: only entry/node may import node:*`,
    `${file} imports tidemark/engine: it may import only @hono/zod-openapi, hono, tidemark`,
    `${file} imports ../entry/node.js: only entry/ may import entry/`,
    `${file} imports ../../../tidemark/src/index.js: the server may import its own files only`,
  ]);
});

test('holds for every source of the server', () => {
  const sources = filesUnder('packages/server/src', '.ts').filter((path) => !path.endsWith('.test.ts'));
  expect(sources.flatMap((path) => findBrokenServerRules(path, readImports(textOf(path))))).toEqual([]);
});
