/** Which backend serves: the first of an ordered list that is available here. */
import { TidemarkError } from '../errors.js';
import type { BackendInfo, EngineBackend } from '../port.js';

/** The version of the surface that this code speaks. */
const ABI_VERSION = 3;

/** A backend that can be tried. Anything it throws is a defect; what cannot be had here is `unavailable`. */
export interface Candidate {
  readonly name: EngineBackend['name'];
  load(): Promise<EngineBackend | Unavailable>;
}

/** Why a backend cannot be had here. */
export interface Unavailable {
  readonly unavailable: string;
}

export function unavailable(reason: string): Unavailable {
  return { unavailable: reason };
}

/** Tries the candidates in order, or only the forced one. */
export async function selectBackend(
  candidates: readonly Candidate[],
  forced: string | undefined,
): Promise<{ readonly backend: EngineBackend; readonly info: BackendInfo }> {
  const allowed = forced === undefined ? candidates : candidates.filter(({ name }) => name === forced);
  if (allowed.length === 0) {
    const names = candidates.map(({ name }) => name).join(' or ');
    throw new TidemarkError('invalid-argument', `expected ${names} as the backend, found ${JSON.stringify(forced)}`);
  }
  const tried: { name: Candidate['name']; outcome: string }[] = [];
  for (const { name, load } of allowed) {
    const found = await load();
    if ('unavailable' in found) {
      tried.push({ name, outcome: found.unavailable });
      continue;
    }
    requireAbiVersion(found);
    return { backend: found, info: { name, tried } };
  }
  const reasons = tried.map(({ name, outcome }) => `${name}: ${outcome}`).join('; ');
  throw new TidemarkError('unsupported', `expected a backend that runs here, found none (${reasons})`);
}

function requireAbiVersion(backend: EngineBackend): void {
  const found = backend.abiVersion();
  if (found !== ABI_VERSION) {
    throw new TidemarkError(
      'unsupported',
      `expected version ${ABI_VERSION} of the engine's surface, found ${found} in the ${backend.name} backend; install packages of one version`,
    );
  }
}
