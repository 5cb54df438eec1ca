/** Who may import whom: a row a part of the library, a row a crate. What a row does not name is not allowed. */

export interface PartRow {
  /** Parts it may import, as values and as types. */
  readonly imports: readonly string[];
  /** Parts of which it may import types only. */
  readonly types: readonly string[];
  /** Libraries, what `src/libraries` has of them, and built files it may import, with the files that may (a prefix within the part; the empty one: all). */
  readonly libraries: Readonly<Record<string, string>>;
  /** Libraries that only a dynamic `import()` may name, so that nobody pays for what they do not use. */
  readonly lazyLibraries: readonly string[];
  /** Files that may import `node:*`, as prefixes within the part; the empty one means all. */
  readonly node: readonly string[];
}

/**
 * `packages/tidemark/src`: a part is a folder; the files that lie directly in `src` are `index`, the face, which others
 * enter through `index.js` alone.
 */
export const parts: Readonly<Record<string, PartRow>> = {
  libraries: {
    imports: [],
    types: [],
    libraries: {
      comlink: 'comlink',
      commander: 'commander',
      fzstd: 'fzstd',
      hyparquet: 'hyparquet.ts',
      'hyparquet-compressors': 'hyparquet-compressors',
      'hyparquet/src/column.js': 'hyparquet.ts',
      'hyparquet/src/datapage.js': 'hyparquet.ts',
      'hyparquet/src/delta.js': 'hyparquet.ts',
      'hyparquet/src/encoding.js': 'hyparquet.ts',
      yaml: 'yaml',
    },
    lazyLibraries: [],
    node: [],
  },
  engine: {
    imports: [],
    types: [],
    libraries: {
      'libraries/comlink.js': 'worker/',
      'wasm/tidemark_bg.js': 'backend/wasm',
      'wasm/tidemark_bg.wasm': 'entry/workerd',
    },
    lazyLibraries: [],
    node: ['entry/node', 'entry/deno', 'entry/wasm-file', 'backend/native', 'worker/node-host', 'worker/start-worker'],
  },
  source: {
    imports: ['engine'],
    types: [],
    libraries: {},
    lazyLibraries: [
      'apache-arrow',
      'libraries/fzstd.js',
      'libraries/hyparquet.js',
      'libraries/hyparquet-compressors.js',
    ],
    node: ['file', 'gunzip/native'],
  },
  monitor: { imports: [], types: ['engine'], libraries: {}, lazyLibraries: [], node: [] },
  report: { imports: [], types: ['monitor'], libraries: {}, lazyLibraries: [], node: [] },
  index: { imports: ['engine', 'source', 'monitor', 'report'], types: [], libraries: {}, lazyLibraries: [], node: [] },
  config: {
    imports: [],
    types: [],
    libraries: { 'libraries/yaml.js': 'read-config' },
    lazyLibraries: [],
    node: ['schema'],
  },
  cli: {
    imports: ['index', 'report', 'config'],
    types: [],
    libraries: { 'libraries/commander.js': '' },
    lazyLibraries: ['@tidemark/server/node'],
    node: [''],
  },
};

/**
 * `packages/server/src`: what the files of a place may import besides each other; the first place that fits a file holds,
 * and what lies under `entry/` is imported by `entry/` alone.
 */
export const serverPlaces: readonly {
  readonly place: string;
  readonly libraries: readonly string[];
  readonly isNode: boolean;
}[] = [
  { place: 'entry/node', libraries: ['@hono/node-server', 'tidemark', 'tidemark/engine'], isNode: true },
  { place: 'entry/', libraries: ['hono', 'tidemark', 'tidemark/engine'], isNode: false },
  { place: '', libraries: ['@hono/zod-openapi', 'hono', 'tidemark'], isNode: false },
];

/** What every part may import: the library has one error class, and all parts throw it. */
export const openFiles: readonly string[] = ['engine/errors.js'];

/** Our crates that a crate may depend on. */
export const crates: Readonly<Record<string, readonly string[]>> = {
  json: [],
  core: ['json'],
  models: ['core', 'json'],
  ingest: ['core', 'json'],
  abi: ['core', 'models', 'ingest', 'json'],
  wasm: ['abi'],
  node: ['abi'],
};

/** The parsers, number and byte crates that the engine may build on: pure Rust, and none that reaches a system. */
export const engineLibraries: Readonly<Record<string, readonly string[]>> = {
  json: ['zmij'],
  core: ['bytemuck', 'crc', 'libm', 'xxhash-rust'],
  models: ['libm'],
  ingest: ['memchr'],
  abi: ['bytemuck'],
  wasm: ['wasm-bindgen'],
  node: ['napi', 'napi-derive'],
};
