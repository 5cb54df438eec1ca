/** What the application is given: everything that it does not compute itself. */
import type { Engine } from 'tidemark';
import type { Limits } from './limits.js';

export interface Deps {
  /** The engine, or how one is made; it is made once, when the first request needs it. */
  readonly engine: Engine | (() => Promise<Engine>);
  /** Instead of the defaults. */
  readonly limits?: Partial<Limits>;
  /** Takes what went wrong and was not the caller's fault. Nothing of it goes out. */
  readonly log?: (failure: Failure) => void;
  /** The id of a request that brings none. */
  readonly createId?: () => string;
}

/** A request that failed by a defect of ours, or of what we stand on. */
export interface Failure {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly error: unknown;
}
