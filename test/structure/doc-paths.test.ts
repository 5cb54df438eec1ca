/** Every path that the documentation names exists. */
import { expect, test } from 'vitest';
import { readDocPaths } from './doc-paths.js';
import { exists, filesUnder, textOf } from './files.js';

test('paths are read from links and inline code, not from code blocks or other words', () => {
  const page = [
    'See [formats](../formats.md#envelope), [the web](https://example.com) and [above](#top).',
    'The sources are in `crates/core/src/{hash,error}.rs`, the tests in `test/*/run.ts`; run `npm test` or `a/b`.',
    '```',
    '`crates/none`',
    '```',
  ].join('\n');
  expect(readDocPaths('docs/design/page.md', page)).toEqual([
    'crates/core/src/hash.rs',
    'crates/core/src/error.rs',
    'test',
    'docs/formats.md',
  ]);
});

test('every path that the documentation names exists', () => {
  const pages = [...filesUnder('docs', '.md'), ...['README.md'].filter(exists)];
  const missing = pages.flatMap((page) =>
    readDocPaths(page, textOf(page))
      .filter((path) => !exists(path))
      .map((path) => `${page} names ${path}, which does not exist`),
  );
  expect(missing).toEqual([]);
});
