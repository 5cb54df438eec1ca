/** A profiler of which only some calls are meant to come: for those who read a source and want no profile of it. */
import { internal } from '../engine/errors.js';
import type { Profile, Profiler } from '../engine/port.js';

/** What stands for a profile where nobody wants one. */
export const NO_PROFILE = { [Symbol.dispose]: () => undefined } as Profile;

export function toPartialProfiler(taken: Partial<Profiler>): Profiler {
  return {
    nextSource: refuse,
    pushBytes: refuse,
    pushBytesAsync: refuse,
    endSource: refuse,
    openRows: refuse,
    closeRows: refuse,
    pushColumns: refuse,
    pushColumnsAsync: refuse,
    pushRows: refuse,
    pushRowsAsync: refuse,
    takeRecords: refuse,
    finish: refuse,
    finishAsync: refuse,
    [Symbol.dispose]: () => undefined,
    ...taken,
  };
}

function refuse(): never {
  throw internal('a source was read in a way that nobody expected here');
}
