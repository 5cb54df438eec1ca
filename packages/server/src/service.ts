/** What the routes share: the engine, made once, the limits, and how the library is called within them. */
import type { CheckOptions, Engine } from 'tidemark';
import type { Deps } from './deps.js';
import { Holdings } from './holdings.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';

export interface Service {
  /** The options of a call of the library: those asked for, on the engine of this service and within its limits. */
  readonly prepare: (asked: CheckOptions) => Promise<CheckOptions>;
  readonly limits: Limits;
  readonly holdings: Holdings;
}

export function createService({ engine, limits: given }: Deps): Service {
  const limits = { ...DEFAULT_LIMITS, ...given };
  let made: Promise<Engine> | undefined;
  const make = async (): Promise<Engine> => (typeof engine === 'function' ? engine() : engine);
  // One that could not be made is tried again by the next request. Whatever was wrong with it is not the caller's.
  const loadEngine = (): Promise<Engine> => {
    made ??= make().catch((cause: unknown) => {
      made = undefined;
      throw new Error('expected an engine, found that none could be made', { cause });
    });
    return made;
  };
  const untrusted = { mostBytes: limits.bodyBytes };
  return {
    prepare: async (asked) => ({ ...asked, engine: await loadEngine(), untrusted, mostColumns: limits.columns }),
    limits,
    holdings: new Holdings(limits.heldBytes),
  };
}
