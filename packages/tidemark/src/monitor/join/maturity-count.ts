/** How many records of each hour have their label; once all are counted, by age. */
import type { Maturity } from './join-summary.js';

const HOUR_MS = 3_600_000;

/** Where the ages that are told apart begin, in hours. */
const AGES = [0, 1, 3, 6, 12, 24, 48, 96, 168, 336] as const;

export class MaturityCount {
  readonly #hours = new Map<number, { records: number; joined: number }>();
  #newest = Number.NEGATIVE_INFINITY;

  add(time: number | null, isJoined: boolean): void {
    if (time === null) return;
    this.#newest = Math.max(this.#newest, time);
    const hour = Math.floor(time / HOUR_MS);
    const counts = this.#hours.get(hour) ?? { records: 0, joined: 0 };
    this.#hours.set(hour, { records: counts.records + 1, joined: counts.joined + Number(isJoined) });
  }

  /** `end`: from when ages are counted back, in ms; null for the newest record. */
  toMaturity(end: number | null): readonly Maturity[] {
    const last = Math.ceil((end ?? this.#newest + 1) / HOUR_MS) - 1;
    const counts = AGES.map((ageHours) => ({ ageHours, records: 0, joined: 0 }));
    for (const [hour, { records, joined }] of this.#hours) {
      const age = Math.max(0, last - hour);
      const place = AGES.findLastIndex((least) => least <= age);
      const count = counts[place];
      if (count === undefined) continue;
      count.records += records;
      count.joined += joined;
    }
    return counts.filter(({ records }) => records > 0);
  }
}
