/** What the routes share: the engine, made once, and the limits. */
import type { Engine } from 'tidemark';
import type { Deps } from './deps.js';
import { Holdings } from './holdings.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';

export interface Service {
  readonly loadEngine: () => Promise<Engine>;
  readonly limits: Limits;
  readonly holdings: Holdings;
}

export function createService({ engine, limits: asked }: Deps): Service {
  const limits = { ...DEFAULT_LIMITS, ...asked };
  let made: Promise<Engine> | undefined;
  const make = async (): Promise<Engine> => (typeof engine === 'function' ? engine() : engine);
  return {
    // One that could not be made is tried again by the next request. Whatever was wrong with it is not the caller's.
    loadEngine: () => {
      made ??= make().catch((cause: unknown) => {
        made = undefined;
        throw new Error('expected an engine, found that none could be made', { cause });
      });
      return made;
    },
    limits,
    holdings: new Holdings(limits.heldBytes),
  };
}
