/** The Rust programs of `bench/core`, and its kernels as a WebAssembly module: compiled where something changed. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildEnvironment } from '../support/environment.mjs';
import { root } from '../support/places.mjs';
import { must } from './failure.mjs';
import { step } from './progress.mjs';
import { textOf } from './stamps.mjs';
import { wasmToolchain } from './wasm-toolchain.mjs';

const manifest = join(root, 'bench/core/Cargo.toml');
const target = join(root, 'bench/core/target');
const wasmTarget = join(target, 'wasm');
const compiledModule = join(wasmTarget, 'wasm32-unknown-unknown/release/tidemark_bench.wasm');

/** The module of the kernels, once it is built. */
export const kernelModule = join(root, 'out/bench/kernels.wasm');

/** The path of a program, once it is built. */
export function timingProgram(name) {
  return join(target, 'release', process.platform === 'win32' ? `${name}.exe` : name);
}

export async function buildTimingPrograms() {
  const args = ['build', '--release', '--bins', '--quiet', '--manifest-path', manifest];
  await step('programs of bench/core', () =>
    must('The programs of bench/core could not be built', 'cargo', args, { env: buildEnvironment() }),
  );
}

/** What finishes the engine's module finishes this one. */
function optimizerOptions() {
  const list = /wasm-opt = \[([^\]]*)\]/.exec(textOf(join(root, 'crates/wasm/Cargo.toml')))[1];
  return [...list.matchAll(/"([^"]*)"/g)].map(([, option]) => option);
}

export async function buildKernelModule() {
  const { folders } = await wasmToolchain();
  const args = ['rustc', '--release', '--lib', '--crate-type', 'cdylib', '--target', 'wasm32-unknown-unknown'];
  const env = buildEnvironment(folders, { CARGO_TARGET_DIR: wasmTarget });
  const what = 'The kernels could not be built as a module';
  await step('kernels as a WebAssembly module', async () => {
    await must(what, 'cargo', [...args, '--quiet', '--manifest-path', manifest], { env });
    if (existsSync(kernelModule) && statSync(kernelModule).mtimeMs > statSync(compiledModule).mtimeMs) return;
    mkdirSync(dirname(kernelModule), { recursive: true });
    await must(what, 'wasm-opt', [compiledModule, '-o', kernelModule, ...optimizerOptions()]);
  });
}
