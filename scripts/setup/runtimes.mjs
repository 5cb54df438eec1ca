/**
 * The runtimes and tools in which the packed packages are tried, installed once for each lockfile into the cache that all
 * checkouts share; `test/runtime/node_modules` leads there.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/command.mjs';
import { environment } from '../support/environment.mjs';
import { cache, root } from '../support/places.mjs';
import { step } from './progress.mjs';
import { keyOf } from './stamps.mjs';

const home = join(root, 'test/runtime');
const files = ['package.json', 'package-lock.json', '.npmrc'];

/** Without them those tests say that they are skipped, so a failure here is told and is no failure of the set-up. */
export async function installRuntimes() {
  const key = keyOf({
    files: files.map((file) => `test/runtime/${file}`),
    texts: [process.platform, process.arch],
  }).slice(0, 12);
  const folder = join(cache, `runtimes-${key}`);
  if (!existsSync(folder) && !(await install(folder))) return;
  const link = join(home, 'node_modules');
  rmSync(link, { recursive: true, force: true });
  symlinkSync(join(folder, 'node_modules'), link, 'junction');
}

/** Whether the folder is there now. */
async function install(folder) {
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    for (const file of files) copyFileSync(join(home, file), join(making, file));
    const { code, output } = await step('runtimes for the tests of the packages', () =>
      run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: making, env: environment() }),
    );
    if (code !== 0) {
      console.log(`The runtimes could not be installed (npm ended with code ${code}).\n${output}`);
      return false;
    }
    // Another checkout may have put it there meanwhile: theirs is as good.
    if (!existsSync(folder)) renameSync(making, folder);
    return true;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
