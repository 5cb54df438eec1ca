/** wasm-pack and wasm-bindgen's command line, compiled once per version into the cache. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { read } from '../support/command.mjs';
import { buildEnvironment } from '../support/environment.mjs';
import { cache, root } from '../support/places.mjs';
import { must } from './failure.mjs';
import { step } from './progress.mjs';
import { textOf } from './stamps.mjs';

const wasmPackVersion = '0.15.1';

/** They run for a moment only: compiling them quickly matters more than their speed. */
const quickCompile = {
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '0',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
  CARGO_PROFILE_RELEASE_STRIP: 'true',
};

/** wasm-bindgen's command line works only with the crate of the same version. */
function wasmBindgenVersion() {
  return /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(textOf(join(root, 'Cargo.lock')))[1];
}

/** The folder that holds the program, or undefined when PATH already has that version. */
async function installTool({ crate, program, version, options }) {
  if (read(program, ['--version']).endsWith(` ${version}`)) return undefined;
  const home = join(cache, `${crate}-${version}`);
  const folder = join(home, 'bin');
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = `${home}.${process.pid}`;
  const args = ['install', crate, '--version', `=${version}`, '--locked', '--root', making, ...options];
  const env = buildEnvironment([], { ...quickCompile, CARGO_TARGET_DIR: join(making, 'target') });
  try {
    await step(`${crate} ${version}`, () =>
      must(`${crate} could not be installed`, 'cargo', args, { cwd: cache, env }),
    );
    rmSync(join(making, 'target'), { recursive: true, force: true });
    // Another checkout may have put it there meanwhile: theirs is as good.
    if (!existsSync(home)) renameSync(making, home);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

/** The folders to put on PATH for a WASM build. */
export async function installWasmTools() {
  const folders = await Promise.all([
    installTool({
      crate: 'wasm-bindgen-cli',
      program: 'wasm-bindgen',
      version: wasmBindgenVersion(),
      options: ['--no-default-features', '--bin', 'wasm-bindgen'],
    }),
    installTool({ crate: 'wasm-pack', program: 'wasm-pack', version: wasmPackVersion, options: [] }),
  ]);
  return folders.filter(Boolean);
}
