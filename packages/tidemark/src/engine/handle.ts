/** A handle of the engine with an owner: freed once, and never used after that. */
import { crossing, crossingAsync } from './boundary.js';
import { busy, disposed } from './errors.js';
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
  #isBusy = false;

  constructor(backend: EngineBackend, handle: number, what: string) {
    this.#backend = backend;
    this.#handle = handle;
    this.#what = what;
    forgotten.register(this, { backend, handle }, this);
  }

  /**
   * The handle, for a call that leaves it with this owner. `disposed` when it is no longer in use, `invalid-argument`
   * while a step off the event loop has not ended.
   */
  get value(): number {
    if (this.#handle === undefined) {
      throw disposed(this.#what);
    }
    if (this.#isBusy) {
      throw busy(this.#what);
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

  /** The same for a call that ends later; nothing else may use the handle until then. */
  async changeAsync<T>(run: (handle: number) => Promise<T>): Promise<T> {
    const handle = this.value;
    this.#isBusy = true;
    try {
      return await crossingAsync(() => run(handle));
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    } finally {
      this.#isBusy = false;
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
      this.#isBusy = false;
      this.#backend.free(this.release());
    }
  }
}
