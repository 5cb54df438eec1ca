/** A handle of the engine with an owner: freed once, and never used after that. */
import { crossing } from './boundary.js';
import { disposed } from './errors.js';
import type { EngineBackend } from './port.js';

interface Loan {
  readonly backend: EngineBackend;
  readonly handle: number;
}

/** Frees what was never disposed of; `using` or `[Symbol.dispose]()` frees at once. */
const forgotten = new FinalizationRegistry<Loan>(({ backend, handle }) => {
  backend.free(handle);
});

/** Owns a handle until it is disposed of or given away. */
export class Handle implements Disposable {
  readonly #backend: EngineBackend;
  readonly #what: string;
  #handle: number | undefined;

  constructor(backend: EngineBackend, handle: number, what: string) {
    this.#backend = backend;
    this.#handle = handle;
    this.#what = what;
    forgotten.register(this, { backend, handle }, this);
  }

  /** The handle, for a call that leaves it with this owner. `disposed` when it is no longer in use. */
  get value(): number {
    if (this.#handle === undefined) {
      throw disposed(this.#what);
    }
    return this.#handle;
  }

  /** Runs a call that frees the handle should it fail. */
  change<T>(run: (handle: number) => T): T {
    const handle = this.value;
    try {
      return crossing(() => run(handle));
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** Gives the handle away: to another owner, or to be freed. */
  release(): number {
    const handle = this.value;
    this.#handle = undefined;
    forgotten.unregister(this);
    return handle;
  }

  [Symbol.dispose](): void {
    if (this.#handle !== undefined) {
      this.#backend.free(this.release());
    }
  }
}
