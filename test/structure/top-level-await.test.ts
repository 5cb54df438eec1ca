/** No module that callers import waits while it is loaded: `require()` takes only such modules. */
import { expect, test } from 'vitest';
import { filesUnder, textOf } from './files.js';

/** The sources are formatted, so what begins a line stands at the top level. */
const waiting = /^(?:for await|await|(?:export )?(?:const|let)\b[^\n]*= await)\b/m;

test('a wait at the top level is found, one inside a function is not', () => {
  expect(waiting.test("const a = 1;\nexport const b = await import('b');")).toBe(true);
  expect(waiting.test('await run();')).toBe(true);
  expect(waiting.test('async function run() {\n  const a = await b();\n}')).toBe(false);
});

test('no source but the program of the command line waits while it is loaded', () => {
  const sources = filesUnder('packages', '.ts').filter((path) => /\/src\//.test(path) && !path.endsWith('.test.ts'));
  const found = sources.filter((path) => waiting.test(textOf(path)));
  expect(found.filter((path) => path !== 'packages/tidemark/src/cli/main.ts')).toEqual([]);
});
