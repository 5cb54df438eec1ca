/** The state of the quality of predictions in a worker, and one in the making. */
import type { AsyncQualitySession, AsyncQualityState } from '../async-port.js';
import type { QualityColumns, QualityResult, QualityResultOptions } from '../quality.js';
import type { Member } from './pool.js';
import { RemoteHandle } from './remote-handle.js';
import type { Reference } from './service.js';

export class RemoteQualityState implements AsyncQualityState {
  readonly #owned: RemoteHandle;

  constructor(member: Member, reference: unknown) {
    this.#owned = new RemoteHandle(member, reference as Reference, 'state');
  }

  get member(): Member {
    return this.#owned.member;
  }

  get reference(): Reference {
    return this.#owned.reference;
  }

  async result(options: QualityResultOptions = {}): Promise<QualityResult> {
    return (await this.#owned.run('result', [options])) as QualityResult;
  }

  async toBytes(): Promise<Uint8Array> {
    return (await this.#owned.run('toBytes')) as Uint8Array;
  }

  /** The same state in another worker. */
  async copyTo(member: Member): Promise<RemoteQualityState> {
    return new RemoteQualityState(member, await member.run(null, 'readQuality', [await this.toBytes()]));
  }

  [Symbol.dispose](): void {
    this.#owned[Symbol.dispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned[Symbol.asyncDispose]();
  }
}

export class RemoteQualitySession implements AsyncQualitySession {
  readonly #owned: RemoteHandle;

  constructor(member: Member, reference: unknown) {
    this.#owned = new RemoteHandle(member, reference as Reference, 'state in the making');
  }

  async push(columns: QualityColumns): Promise<void> {
    await this.#owned.run('push', [columns]);
  }

  async nextSource(name: string): Promise<void> {
    await this.#owned.run('nextSource', [name]);
  }

  async pushBytes(bytes: Uint8Array): Promise<void> {
    await this.#owned.run('pushBytes', [bytes]);
  }

  async endSource(): Promise<void> {
    await this.#owned.run('endSource');
  }

  async finish(): Promise<RemoteQualityState> {
    const state = new RemoteQualityState(this.#owned.member, await this.#owned.run('finish'));
    await this.#owned[Symbol.asyncDispose]();
    return state;
  }

  [Symbol.dispose](): void {
    this.#owned[Symbol.dispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned[Symbol.asyncDispose]();
  }
}
