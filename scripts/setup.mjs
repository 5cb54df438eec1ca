/**
 * Brings a checkout to where it runs: packages, toolchain, tools, the engine's addon and WebAssembly module, and the
 * TypeScript. It does only what is missing, needs Node 20.19 and nothing else of npm, and may be run at any time.
 */
import { buildAddon, buildWasm, isAddonCurrent, isWasmCurrent } from './setup/engine.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { lock } from './setup/lock.mjs';
import { fetchCrates, installNpmPackages } from './setup/packages.mjs';
import { requireNode, requireRust, requireScriptNode } from './setup/prerequisites.mjs';
import { say } from './setup/progress.mjs';
import { installWasmTools } from './setup/tools.mjs';
import { compileTypeScript } from './setup/typescript.mjs';
import { wasmToolchain } from './setup/wasm-toolchain.mjs';

/** Waits for all, so that what succeeds is kept, and then throws the first failure. */
async function all(promises) {
  const failure = (await Promise.allSettled(promises)).find(({ status }) => status === 'rejected');
  if (failure) throw failure.reason;
}

/** The addon and the WebAssembly module need the packages and the crates, and are otherwise built side by side. */
function buildEngine(packages, { needsAddon, needsWasm }) {
  const inputs = all([packages, fetchCrates()]);
  const addon = async () => {
    await inputs;
    await buildAddon();
  };
  const wasm = async () => {
    const tools = [wasmToolchain(), installWasmTools()];
    await all([inputs, ...tools]);
    await buildWasm(...(await Promise.all(tools)));
  };
  return all([needsAddon && addon(), needsWasm && wasm()]);
}

async function setUp() {
  requireNode();
  await lock();
  const needs = { needsAddon: !isAddonCurrent(), needsWasm: !isWasmCurrent() };
  const needsEngine = needs.needsAddon || needs.needsWasm;
  if (needsEngine) requireRust();
  const packages = installNpmPackages();
  await all([packages, needsEngine && buildEngine(packages, needs)]);
  requireScriptNode();
  await compileTypeScript();
  say('ready');
}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.message}`);
  if (error.tail) console.error(`\n${error.tail}`);
  process.exitCode = 1;
}
