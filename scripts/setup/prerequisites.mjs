/** What must be on the machine before anything can be built: a Node and a Rust that are new enough. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read } from '../support/command.mjs';
import { npmBin, root } from '../support/places.mjs';
import { SetupFailure } from './failure.mjs';
import { textOf } from './stamps.mjs';

const setupNode = '20.19';
/** Runs TypeScript files as they are, and is what vitest asks for. */
const scriptNode = '22.18';

export function isOlder(version, least) {
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = least.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

export function requireNode() {
  const found = process.versions.node;
  if (isOlder(found, setupNode)) {
    throw new SetupFailure(
      `Node ${setupNode} or newer is needed, found ${found}: install a newer Node and run this again.`,
    );
  }
}

/** npm brings a newer Node on Linux; elsewhere the one of the machine must do. */
export function requireScriptNode() {
  const found = process.versions.node;
  if (!existsSync(join(npmBin, 'node')) && isOlder(found, scriptNode)) {
    throw new SetupFailure(
      `On this platform the project's scripts need Node ${scriptNode} or newer, found ${found}: install a newer Node and run this again.`,
    );
  }
}

/** The oldest compiler the workspace allows. */
export function leastRust() {
  return /rust-version = "([^"]+)"/.exec(textOf(join(root, 'Cargo.toml')))[1];
}

/** The version of a compiler, undefined when there is none. */
export function rustVersion(rustc) {
  return /^rustc (\d+\.\d+\.\d+)/.exec(read(rustc, ['--version']))?.[1];
}

export function requireRust() {
  const least = leastRust();
  const found = rustVersion('rustc');
  if (!found) {
    throw new SetupFailure(
      `No Rust compiler was found: install Rust ${least} or newer with rustup (https://rustup.rs) and run this again.`,
    );
  }
  if (isOlder(found, least)) {
    throw new SetupFailure(
      `Rust ${least} or newer is needed, found ${found}: run \`rustup update stable\` and then this again.`,
    );
  }
}
