/** Chromium for the tests that look at pages: Debian's package where it is missing and may be installed. */
import { existsSync } from 'node:fs';
import { run } from '../support/command.mjs';
import { buildEnvironment } from '../support/environment.mjs';
import { step } from './progress.mjs';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const apt = '/usr/bin/apt-get';

/** Without it those tests say that they are skipped, so a failure here is told and is no failure of the set-up. */
export async function installBrowser() {
  if (programs.some((path) => existsSync(path))) return;
  if (!existsSync('/etc/debian_version') || !existsSync(apt) || process.getuid?.() !== 0) return;
  const env = { ...buildEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
  const call = (...args) => run(apt, ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, timeLimitSeconds: 300 });
  await step('apt-get install chromium', async () => {
    await call('update');
    const { code } = await call('install', '-y', '--no-install-recommends', 'chromium');
    if (code !== 0) console.log(`Chromium could not be installed (apt-get ended with code ${code}).`);
  });
}
