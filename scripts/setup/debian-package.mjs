/** A program of Debian that some tests want: installed where it is missing and may be. */
import { existsSync } from 'node:fs';
import { run } from '../support/command.mjs';
import { buildEnvironment } from '../support/environment.mjs';
import { step } from './progress.mjs';

const apt = '/usr/bin/apt-get';

/**
 * `programs` are the places of which one is enough. Without it those tests say that they are skipped, so a failure here is
 * told and is no failure of the set-up.
 */
export async function installDebianPackage(name, programs) {
  if (programs.some((path) => existsSync(path))) return;
  if (!existsSync('/etc/debian_version') || !existsSync(apt) || process.getuid?.() !== 0) return;
  const env = { ...buildEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
  const call = (...args) => run(apt, ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, timeLimitSeconds: 300 });
  await step(`apt-get install ${name}`, async () => {
    await call('update');
    const { code } = await call('install', '-y', '--no-install-recommends', name);
    if (code !== 0) console.log(`${name} could not be installed (apt-get ended with code ${code}).`);
  });
}
