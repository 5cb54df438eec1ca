/** The imports table, held against every source of the library and every crate. */
import { describe, expect, test } from 'vitest';
import { filesUnder, textOf } from './files.js';
import { readImports } from './imports.js';
import { crates, engineLibraries } from './imports-table.js';
import { readManifest } from './manifest.js';
import { findBrokenRules } from './part-rules.js';

describe('the reader of imports', () => {
  test('tells values, types and lazy imports apart', () => {
    const source = [
      "import { a } from './a.js';",
      "import type { B } from '../b.js';",
      "export * from './c.js';",
      'import {',
      '  type D,',
      "} from 'd';",
      "import 'e';",
      "  const f = await import('f');",
      " * import('not-this')",
      "const text = 'import';",
    ].join('\n');
    expect(readImports(source)).toEqual([
      { specifier: './a.js', kind: 'value' },
      { specifier: '../b.js', kind: 'type' },
      { specifier: './c.js', kind: 'value' },
      { specifier: 'd', kind: 'value' },
      { specifier: 'e', kind: 'value' },
      { specifier: 'f', kind: 'lazy' },
    ]);
  });
});

describe('the imports table', () => {
  const monitor = 'packages/tidemark/src/monitor/check/check.ts';

  test('says which file breaks which rule', () => {
    const imports = readImports(
      ["import { open } from 'node:fs';", "import { createEngine } from '../../engine/engine.js';"].join('\n'),
    );
    expect(findBrokenRules(monitor, imports)).toEqual([
      `${monitor} imports node:fs: monitor may import node:* only in: nowhere`,
      `${monitor} imports ../../engine/engine.js: monitor may import only types from engine (use \`import type\`)`,
    ]);
  });

  test('lets the command line enter the library only through its face', () => {
    const main = 'packages/tidemark/src/cli/main.ts';
    const imports = readImports("import { check } from '../index.js';\nimport { load } from '../load-engine.js';");
    expect(findBrokenRules(main, imports)).toEqual([
      `${main} imports ../load-engine.js: cli may import the library's face only as index.js`,
    ]);
  });

  test('wants optional libraries to be imported lazily', () => {
    const table = 'packages/tidemark/src/source/arrow.ts';
    const imports = readImports("import { Table } from 'apache-arrow';\nconst arrow = await import('apache-arrow');");
    expect(findBrokenRules(table, imports)).toEqual([
      `${table} imports apache-arrow: source may import apache-arrow only lazily, with import()`,
    ]);
  });

  test('lets a library be reached through its file in libraries alone', () => {
    const config = 'packages/tidemark/src/config/read-config.ts';
    const imports = readImports("import { parseDocument } from '../libraries/yaml.js';\nimport { parse } from 'yaml';");
    expect(findBrokenRules(config, imports)).toEqual([`${config} imports yaml: config may not import yaml`]);
    expect(findBrokenRules('packages/tidemark/src/config/schema.ts', imports.slice(0, 1))).toHaveLength(1);
    expect(findBrokenRules('packages/tidemark/src/libraries/yaml.ts', imports.slice(1))).toEqual([]);
  });

  test('holds a name that stands for a file of each platform to the rules of all these files', () => {
    const imports = readImports("import { createEngine } from '#engine';\nimport { x } from '#nothing';");
    expect(findBrokenRules(monitor, imports)).toEqual([
      `${monitor} imports #engine: monitor may import only types from engine (use \`import type\`)`,
      `${monitor} imports #nothing: package.json has no #nothing among its imports`,
    ]);
    expect(findBrokenRules('packages/tidemark/src/index/a.ts', imports.slice(0, 1))).toEqual([]);
  });

  test('lets a part import its own files and the types it is allowed', () => {
    const imports = readImports(
      "import type { Engine } from '../../engine/port.js';\nimport { pair } from './pair.js';",
    );
    expect(findBrokenRules(monitor, imports)).toEqual([]);
  });

  test('holds for every source of the library', () => {
    const sources = filesUnder('packages/tidemark/src', '.ts').filter((path) => !path.endsWith('.test.ts'));
    expect(sources.flatMap((path) => findBrokenRules(path, readImports(textOf(path))))).toEqual([]);
  });
});

describe('the crates', () => {
  test('each have a row in the table', () => {
    const found = filesUnder('crates', 'Cargo.toml').map((path) => path.split('/')[1]);
    expect(Object.keys(crates).toSorted()).toEqual(found);
  });

  test.each(Object.keys(crates))('%s depends only on the crates of ours that it may', (crate) => {
    const { dependencies, otherDependencies } = readManifest(textOf(`crates/${crate}/Cargo.toml`));
    const ours = [...dependencies, ...otherDependencies].filter((name) => name.startsWith('tidemark-'));
    const allowed = (crates[crate] ?? []).map((name) => `tidemark-${name}`);
    expect(ours.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test.each(Object.keys(engineLibraries))('%s builds on no library but those it may', (crate) => {
    const { dependencies } = readManifest(textOf(`crates/${crate}/Cargo.toml`));
    const libraries = dependencies.filter((name) => !name.startsWith('tidemark-'));
    expect(libraries.filter((name) => !engineLibraries[crate]?.includes(name))).toEqual([]);
  });
});
