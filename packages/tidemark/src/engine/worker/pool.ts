/** The workers of an engine. One that dies fails the calls it had, is replaced at the next call, and takes no other with it. */
import { type Remote, transfer, wrap } from '../../libraries/comlink.js';
import { crossingAsync } from '../boundary.js';
import { disposed, internal } from '../errors.js';
import type { BackendInfo } from '../port.js';
import type { Service, Setup } from './service.js';
import { type StartedWorker, startWorker } from './start-worker.js';

/** A worker and the calls that it has not answered. */
export class Member {
  /** What its engine runs on, once it is up. */
  readonly info: Promise<BackendInfo>;
  readonly #worker: StartedWorker;
  readonly #service: Remote<Service>;
  readonly #pending = new Set<(error: unknown) => void>();
  #failure: unknown;

  constructor(setup: Setup) {
    this.#worker = startWorker();
    this.#service = wrap<Service>(this.#worker.endpoint);
    this.#worker.onDeath((cause) => {
      this.end(internal('a worker of the engine died and what it was working on is lost; make it again', cause));
    });
    this.info = this.#call((service) => service.start(setup));
    this.info.catch(() => undefined);
  }

  get isAlive(): boolean {
    return this.#failure === undefined;
  }

  get load(): number {
    return this.#pending.size;
  }

  /** `given`: memory of the arguments that becomes the worker's. */
  run(
    target: number | null,
    method: string,
    args: readonly unknown[],
    given: readonly ArrayBuffer[] = [],
  ): Promise<unknown> {
    return this.#call((service) => service.run(target, method, transfer([...args], [...given])));
  }

  /** Frees an object of the worker; of a dead one there is nothing left to free. */
  async free(target: number): Promise<void> {
    if (this.isAlive) await this.#call((service) => service.free(target)).catch(() => undefined);
  }

  /** Fails the calls without an answer and all that come. */
  end(failure: unknown): void {
    if (!this.isAlive) return;
    this.#failure = failure;
    this.#worker.terminate();
    for (const reject of this.#pending) reject(failure);
    this.#pending.clear();
  }

  #call<T>(send: (service: Remote<Service>) => Promise<T>): Promise<T> {
    return crossingAsync(
      () =>
        new Promise<T>((resolve, reject) => {
          if (!this.isAlive) throw this.#failure;
          this.#pending.add(reject);
          this.#worker.hold(true);
          void send(this.#service)
            .then(resolve, reject)
            .finally(() => {
              this.#pending.delete(reject);
              if (this.load === 0) this.#worker.hold(false);
            });
        }),
    );
  }
}

export class Pool {
  readonly #setup: Setup;
  readonly #members: Member[];
  #isEnded = false;

  constructor(size: number, setup: Setup) {
    this.#setup = setup;
    this.#members = Array.from({ length: size }, () => new Member(setup));
  }

  get size(): number {
    return this.#members.length;
  }

  /** Waits until every worker is up. */
  async start(): Promise<BackendInfo> {
    try {
      const [info] = await Promise.all(this.#members.map((member) => member.info));
      return info as BackendInfo;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** The living workers, those with the fewest calls first. */
  members(): readonly Member[] {
    if (this.#isEnded) throw disposed('engine');
    for (const [index, member] of this.#members.entries()) {
      if (!member.isAlive) this.#members[index] = new Member(this.#setup);
    }
    return this.#members.toSorted((a, b) => a.load - b.load);
  }

  pick(): Member {
    return this.members()[0] as Member;
  }

  end(): void {
    this.#isEnded = true;
    for (const member of this.#members) member.end(disposed('engine'));
  }
}
