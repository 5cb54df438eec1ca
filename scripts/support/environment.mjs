/** The environment of child processes: npm's tools and cargo on PATH, and none of the caller's compiler settings. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { npmBin } from './places.mjs';

const suffix = process.platform === 'win32' ? '.exe' : '';
const searched = (process.env.PATH ?? '').split(delimiter);

/** The folder on PATH that holds a program, or undefined. */
export function findOnPath(program) {
  return searched.find((folder) => existsSync(join(folder, program + suffix)));
}

/** Where rustup puts cargo: a fresh shell may not have it on PATH yet. */
function rustupBin() {
  const folder = join(process.env.CARGO_HOME || join(homedir(), '.cargo'), 'bin');
  return existsSync(join(folder, `cargo${suffix}`)) ? folder : undefined;
}

const cargoBin = findOnPath('cargo') ? undefined : rustupBin();

/** These would change what is built, or where it goes. */
const compilerSettings = [
  'RUSTC',
  'RUSTFLAGS',
  'CARGO_ENCODED_RUSTFLAGS',
  'CARGO_BUILD_RUSTFLAGS',
  'CARGO_BUILD_TARGET',
  'CARGO_TARGET_DIR',
];

/** The caller's environment with `first` in front of PATH. */
export function environment(first = []) {
  const path = [...first, npmBin, ...searched, cargoBin].filter(Boolean).join(delimiter);
  return { ...process.env, PATH: path };
}

/** The same without the caller's compiler settings, for outputs that must not depend on them. */
export function buildEnvironment(first = [], settings = {}) {
  const variables = environment(first);
  for (const name of compilerSettings) delete variables[name];
  return { ...variables, ...settings };
}
