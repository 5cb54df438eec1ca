/** The engine's two builds: the Node-API addon and the WebAssembly module, made aside and moved into place whole. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildEnvironment } from '../support/environment.mjs';
import { library, root, setupFolder } from '../support/places.mjs';
import { must } from './failure.mjs';
import { step } from './progress.mjs';
import { isCurrent, keyOf, record, textOf } from './stamps.mjs';
import { forcedToolchain } from './wasm-toolchain.mjs';

const files = ['Cargo.toml', 'Cargo.lock', '.cargo/config.toml', 'package-lock.json', 'scripts/setup/engine.mjs'];
const shared = ['json', 'core', 'models', 'ingest', 'abi'];
const wasmOutputs = ['tidemark_bg.wasm', 'tidemark_bg.d.wasm.ts', 'tidemark_bg.js', 'tidemark_bg.d.ts'];

/** Our loader instantiates the module itself, so it imports the glue, which wasm-bindgen leaves without types. */
const setterType = `
export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
`;

/** What an import of the module gives where a bundler or a runtime compiles it. */
const moduleType = `declare const module: WebAssembly.Module;
export default module;
`;

/** What a build of some crates is made from; their tests are not. */
function buildKey(crates, texts = []) {
  const manifests = crates.flatMap((crate) => [`crates/${crate}/Cargo.toml`, `crates/${crate}/build.rs`]);
  const folders = crates.map((crate) => `crates/${crate}/src`);
  return keyOf({ files: [...files, ...manifests], folders, texts });
}

function addonKey() {
  return buildKey([...shared, 'node'], [process.platform, process.arch]);
}

function wasmKey() {
  return buildKey([...shared, 'wasm']);
}

/** napi's name for this platform. */
function addonFile() {
  const abi = { linux: '-gnu', win32: '-msvc' }[process.platform] ?? '';
  return `tidemark.${process.platform}-${process.arch}${abi}.node`;
}

/** A running process may have the old file open: a rename leaves that one whole, a copy over it would not. */
function moveInto(folder, making, isWanted) {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(making).filter(isWanted)) renameSync(join(making, file), join(folder, file));
  rmSync(making, { recursive: true, force: true });
}

export function isAddonCurrent() {
  return isCurrent('addon', addonKey(), [join(library, 'native', addonFile())]);
}

/** The module computes the same bits whatever toolchain built it; a forced one is held to, so that it can be tested. */
export function isWasmCurrent() {
  const toolchain = forcedToolchain() ?? '';
  const outputs = wasmOutputs.map((file) => join(library, 'wasm', file));
  return isCurrent('wasm', `${wasmKey()} ${toolchain}`, outputs);
}

/** Crates at a level of optimisation for size. */
function toSmall(crates, level) {
  return crates.flatMap((crate) => ['--config', `profile.release.package.${crate}.opt-level="${level}"`]);
}

export async function buildAddon() {
  const key = addonKey();
  const making = join(setupFolder, 'addon');
  const manifest = join(root, 'crates/node/Cargo.toml');
  const args = ['build', '--platform', '--release', '--no-js', '--manifest-path', manifest, '--output-dir', making];
  const small = toSmall(['tidemark-json', 'tidemark-models'], 's');
  // The names of functions are a seventh of the addon; a panic says its file and line without them.
  const env = buildEnvironment([], { CARGO_PROFILE_RELEASE_STRIP: 'symbols' });
  await step('native addon', () =>
    must('The native addon could not be built', 'napi', [...args, '--', ...small], { cwd: library, env }),
  );
  moveInto(join(library, 'native'), making, (file) => file.endsWith('.node'));
  record('addon', key);
}

/**
 * What reads and writes the JSON of calls and what is computed once a window, and no hot loop: everybody who opens a page
 * pays for the module's size. The crate that links all of them is not among them: at a level below 3 the loops of no crate
 * become vectors.
 */
const smallCrates = ['zmij', 'wasm-bindgen', 'tidemark-json', 'tidemark-abi', 'tidemark-models'];

/** `toolFolders` hold wasm-pack and wasm-bindgen. */
export async function buildWasm(toolchain, toolFolders) {
  const key = wasmKey();
  const making = join(setupFolder, 'wasm');
  const args = [
    'build',
    'crates/wasm',
    '--target',
    'bundler',
    '--release',
    '--out-dir',
    making,
    '--out-name',
    'tidemark',
  ];
  // A folder of its own: the compiler may be another than the addon's.
  const env = buildEnvironment([...toolchain.folders, ...toolFolders], { CARGO_TARGET_DIR: join(root, 'target/wasm') });
  await step('WebAssembly module', () =>
    must(
      'The WebAssembly module could not be built',
      'wasm-pack',
      [...args, '--no-pack', '--no-gitignore', '--mode', 'no-install', '--', ...toSmall(smallCrates, 'z')],
      { env },
    ),
  );
  writeFileSync(join(making, 'tidemark_bg.d.ts'), textOf(join(making, 'tidemark.d.ts')) + setterType);
  writeFileSync(join(making, 'tidemark_bg.d.wasm.ts'), moduleType);
  moveInto(join(library, 'wasm'), making, (file) => wasmOutputs.includes(file));
  record('wasm', `${key} ${toolchain.name}`);
}
