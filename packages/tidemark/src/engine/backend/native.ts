/** The native addon: found beside the package in a checkout, else as the package of its platform. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { EngineBackend } from '../port.js';
import { type Candidate, unavailable } from './select.js';

type Addon = Omit<EngineBackend, 'name'>;

/** The native addon as a candidate. */
export const nativeCandidate: Candidate = {
  name: 'native',
  load: () => {
    const target = platformTarget();
    const require = createRequire(import.meta.url);
    const local = fileURLToPath(new URL(`../../../native/tidemark.${target}.node`, import.meta.url));
    try {
      const addon = require(existsSync(local) ? local : `@tidemark/engine-${target}`) as Addon;
      return Promise.resolve({ name: 'native', ...addon });
    } catch (error) {
      const reason = whyUnavailable(error, target);
      if (reason === undefined) {
        throw error;
      }
      return Promise.resolve(unavailable(reason));
    }
  },
};

function platformTarget(): string {
  const { platform, arch } = process;
  if (platform === 'linux') {
    const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
    return `linux-${arch}-${report.header?.glibcVersionRuntime === undefined ? 'musl' : 'gnu'}`;
  }
  return platform === 'win32' ? `win32-${arch}-msvc` : `${platform}-${arch}`;
}

/** Only an addon that does not exist for this machine is passed over; one that is broken is an error. */
function whyUnavailable(error: unknown, target: string): string | undefined {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code === 'MODULE_NOT_FOUND') {
    return `there is no addon for ${target}`;
  }
  if (code === 'ERR_DLOPEN_FAILED' && message.includes('GLIBC_')) {
    return `the addon for ${target} needs a newer C library`;
  }
  return undefined;
}
