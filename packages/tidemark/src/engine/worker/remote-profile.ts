/** A profile in a worker. */
import type { AsyncProfile } from '../async-port.js';
import type { ColumnStatistics, ProfileOutline, ProfileStatistics } from '../statistics.js';
import type { Member } from './pool.js';
import { RemoteHandle } from './remote-handle.js';
import type { Reference } from './service.js';

export class RemoteProfile implements AsyncProfile {
  readonly #owned: RemoteHandle;

  constructor(member: Member, reference: unknown) {
    this.#owned = new RemoteHandle(member, reference as Reference, 'profile');
  }

  get member(): Member {
    return this.#owned.member;
  }

  get reference(): Reference {
    return this.#owned.reference;
  }

  async toBytes(): Promise<Uint8Array> {
    return (await this.#owned.run('toBytes')) as Uint8Array;
  }

  async outline(): Promise<ProfileOutline> {
    return (await this.#owned.run('outline')) as ProfileOutline;
  }

  async columnStatistics(column: string, reading: 'tidemark' | 'sagemaker' = 'tidemark'): Promise<ColumnStatistics> {
    return (await this.#owned.run('columnStatistics', [column, reading])) as ColumnStatistics;
  }

  async statistics(reading: 'tidemark' | 'sagemaker' = 'tidemark'): Promise<ProfileStatistics> {
    return (await this.#owned.run('statistics', [reading])) as ProfileStatistics;
  }

  async countOutside(column: string, minimum: number, maximum: number): Promise<{ certain: number; possible: number }> {
    const found = await this.#owned.run('countOutside', [column, minimum, maximum]);
    return found as { certain: number; possible: number };
  }

  /** The same profile in another worker. */
  async copyTo(member: Member): Promise<RemoteProfile> {
    return new RemoteProfile(member, await member.run(null, 'readProfile', [await this.toBytes()]));
  }

  [Symbol.dispose](): void {
    this.#owned[Symbol.dispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned[Symbol.asyncDispose]();
  }
}
