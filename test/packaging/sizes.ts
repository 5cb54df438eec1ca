/** How large the packages are for those who install, bundle or load them, in KiB; `sizes.json` has what was last agreed to. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Sizes = Readonly<Record<string, number>>;

/** What no change may go above, in KiB. The module: docs/design/models.md; what is installed: docs/design/packaging.md. */
export const LIMITS: Sizes = {
  wasmGzipped: 350,
  installed: 5_000_000 / 1024,
  serverGzipped: 1_000_000 / 1024,
};

/** Compilers of other versions and machines differ by a little. */
const TOLERANCE = 0.03;

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function toKib(byteCounts: readonly number[]): number {
  return Math.round(byteCounts.reduce((sum, count) => sum + count, 0) / 1024);
}

/** The library with all that comes with it, as `npm install` leaves it on disk, and its module as a server sends it. */
export function measureInstalled(project: string): Sizes {
  const modules = join(project, 'node_modules');
  const wasm = readFileSync(join(modules, 'tidemark/wasm/tidemark_bg.wasm'));
  return {
    wasmGzipped: toKib([gzipSync(wasm, { level: 9 }).byteLength]),
    installed: toKib(filesUnder(modules).map((path) => statSync(path).size)),
  };
}

/** What a bundler made, packed; source maps are not sent to anybody. */
export function measureBundle(folder: string): number {
  const sent = filesUnder(folder).filter((path) => /\.(?:js|wasm)$/.test(path));
  return toKib(sent.map((path) => gzipSync(readFileSync(path), { level: 9 }).byteLength));
}

/** One sentence for each size that is above its limit, or has moved since it was agreed to. */
export function findSurprises(measured: Sizes, agreed: Sizes): string[] {
  const names = new Set([...Object.keys(measured), ...Object.keys(agreed)]);
  return [...names].flatMap((name) => {
    const [found, expected, limit] = [measured[name], agreed[name], LIMITS[name]];
    if (found === undefined) return [`${name}: expected about ${expected} KiB, found nothing of the name`];
    if (limit !== undefined && found > limit) {
      return [`${name}: expected at most ${Math.floor(limit)} KiB, found ${found}`];
    }
    if (expected !== undefined && Math.abs(found - expected) <= expected * TOLERANCE) return [];
    const agreement = expected === undefined ? 'a size that was agreed to' : `about ${expected} KiB`;
    const advice = 'where that is meant, write it into test/packaging/sizes.json';
    return [`${name}: expected ${agreement}, found ${found} KiB; ${advice}`];
  });
}
