/**
 * At most so many of the instances that pass by, in their order: those whose place has the lowest hashes. The same data gives
 * the same sample, and no part of it is preferred.
 */
import type { Instance } from '../attribute/instances.js';

/** How many rows an estimator is fitted to, or asked about. */
const MOST_ROWS = 100_000;

const HASHES = 2 ** 32;

interface Kept {
  readonly hash: number;
  readonly instance: Instance;
}

export class RowSample {
  readonly #most: number;
  #below = HASHES;
  #kept: Kept[] = [];
  #count = 0;

  constructor(most: number = MOST_ROWS) {
    this.#most = most;
  }

  /** How many have passed. */
  get count(): number {
    return this.#count;
  }

  get instances(): readonly Instance[] {
    return this.#kept.map(({ instance }) => instance);
  }

  add(instance: Instance): void {
    const hash = hashPlace(this.#count);
    this.#count += 1;
    if (hash >= this.#below) return;
    this.#kept.push({ hash, instance });
    while (this.#kept.length > this.#most) {
      this.#below /= 2;
      this.#kept = this.#kept.filter((kept) => kept.hash < this.#below);
    }
  }
}

/** The finaliser of MurmurHash3: places that are near have hashes that are not. */
export function hashPlace(place: number): number {
  let hash = Math.imul(place ^ (place >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
