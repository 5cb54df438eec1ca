/** Refuses a Node whose hash tables a stranger can make slow: two megabytes of JSON stop it for half a minute. */
import { TidemarkError } from 'tidemark';

/** The first version of each line with the fix of CVE-2026-21717; later lines have it from the start. */
const FIXED: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
  20: [20, 2],
  22: [22, 2],
  24: [14, 1],
  25: [8, 2],
};

export function requireHashFix(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major > 25) return;
  const [fixedMinor, fixedPatch] = FIXED[major] ?? [Infinity, 0];
  if (minor > fixedMinor || (minor === fixedMinor && patch >= fixedPatch)) return;
  throw new TidemarkError(
    'unsupported',
    `expected Node 20.20.2, 22.22.2, 24.14.1, 25.8.2 or later to serve, found ${version}, which strangers can stop (CVE-2026-21717); update Node`,
  );
}
