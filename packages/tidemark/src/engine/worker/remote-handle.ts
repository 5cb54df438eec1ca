/** A profiler or a profile in a worker, with an owner: freed once, and never used after that. */
import { disposed } from '../errors.js';
import type { Member } from './pool.js';
import type { Reference } from './service.js';

interface Loan {
  readonly member: Member;
  readonly target: number;
}

/** Frees what was never disposed of. */
const forgotten = new FinalizationRegistry<Loan>(({ member, target }) => {
  void member.free(target);
});

export class RemoteHandle implements Disposable, AsyncDisposable {
  readonly member: Member;
  readonly #what: string;
  #target: number | undefined;

  constructor(member: Member, { object }: Reference, what: string) {
    this.member = member;
    this.#target = object;
    this.#what = what;
    forgotten.register(this, { member, target: object }, this);
  }

  /** How the worker knows it. `disposed` when it is no longer in use. */
  get reference(): Reference {
    if (this.#target === undefined) throw disposed(this.#what);
    return { object: this.#target };
  }

  async run(method: string, args: readonly unknown[] = [], given: readonly ArrayBuffer[] = []): Promise<unknown> {
    return this.member.run(this.reference.object, method, args, given);
  }

  [Symbol.dispose](): void {
    void this[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const target = this.#target;
    if (target === undefined) return;
    this.#target = undefined;
    forgotten.unregister(this);
    await this.member.free(target);
  }
}
