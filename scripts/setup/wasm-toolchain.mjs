/**
 * A Rust compiler that has the wasm32 standard library: the one on PATH, with `rustup target add` if need be, else
 * Debian's. `WASM_TOOLCHAIN=rustup` or `system` forces one of the two.
 */
import { existsSync, readdirSync } from 'node:fs';
import { read, run } from '../support/command.mjs';
import { findOnPath } from '../support/environment.mjs';
import { debianToolchain } from './debian-toolchain.mjs';
import { SetupFailure } from './failure.mjs';
import { say, step } from './progress.mjs';

const target = 'wasm32-unknown-unknown';
const rustupSeconds = 120;

/** The toolchain that the caller asks for, undefined when any will do. */
export function forcedToolchain() {
  const forced = process.env.WASM_TOOLCHAIN || undefined;
  if (forced && forced !== 'rustup' && forced !== 'system') {
    throw new SetupFailure(`WASM_TOOLCHAIN is \`rustup\` or \`system\`, found \`${forced}\`: correct it or unset it.`);
  }
  return forced;
}

function hasTarget() {
  const folder = read('rustc', ['--print', 'target-libdir', '--target', target]);
  return existsSync(folder) && readdirSync(folder).some((file) => file.startsWith('libcore-'));
}

/** Needs rustup's server, so it may fail: then the reason, else undefined. */
async function addTarget() {
  if (!findOnPath('rustup')) return 'there is no rustup';
  const { code, output } = await step(`rustup target add ${target}`, () =>
    run('rustup', ['target', 'add', target], { timeLimitSeconds: rustupSeconds }),
  );
  if (code === 0 && hasTarget()) return undefined;
  return code === 124 ? `no answer in ${rustupSeconds} s` : (/error: (.*)/.exec(output)?.[1] ?? `code ${code}`);
}

/** The toolchain's name, and the folder to put first on PATH for a WASM build (none for the compiler on PATH). */
export async function wasmToolchain() {
  const forced = forcedToolchain();
  if (forced !== 'system') {
    if (hasTarget()) return { name: 'rustup', folders: [] };
    const reason = await addTarget();
    if (!reason) return { name: 'rustup', folders: [] };
    if (forced) {
      throw new SetupFailure(
        `WASM_TOOLCHAIN=rustup, but \`rustup target add ${target}\` did not work (${reason}): unset it, or make that command work.`,
      );
    }
    say(`rustup cannot add ${target} (${reason}); trying Debian's compiler`);
  }
  return { name: 'system', folders: [await debianToolchain()] };
}
