/** The npm packages of package-lock.json and the crates of Cargo.lock. */
import { join } from 'node:path';
import { buildEnvironment } from '../support/environment.mjs';
import { root } from '../support/places.mjs';
import { must } from './failure.mjs';
import { step } from './progress.mjs';
import { isCurrent, keyOf, record } from './stamps.mjs';

export async function installNpmPackages() {
  const key = keyOf({ files: ['package-lock.json'], texts: [process.platform, process.arch] });
  if (isCurrent('npm', key, [join(root, 'node_modules/.package-lock.json')])) return;
  await step('npm packages', () =>
    must('The npm packages could not be installed', 'npm', ['ci', '--no-audit', '--no-fund']),
  );
  record('npm', key);
}

/** wasm-pack reads the crates of every platform, so all of them must be there before a build without a network. */
export function fetchCrates() {
  return step('crates', () =>
    must('The Rust crates could not be fetched', 'cargo', ['fetch', '--locked'], { env: buildEnvironment() }),
  );
}
