/** Chromium, for the tests that look at pages. */
import { installDebianPackage } from './debian-package.mjs';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function installBrowser() {
  return installDebianPackage('chromium', programs);
}
