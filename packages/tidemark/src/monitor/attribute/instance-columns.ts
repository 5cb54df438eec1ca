/** Instances as columns, which is how the engine takes them. */
import type { Instance } from './instances.js';

/** So many different texts are held once each; of labels and predictions there are few. */
const MOST_SHARED = 65_536;

export class InstanceColumns {
  readonly #shared = new Map<string, string>();
  readonly label: unknown[] = [];
  readonly prediction: unknown[] = [];
  readonly probability: unknown[] = [];
  /** Those that the first instances have; one that comes later is missing in the rows before. */
  readonly features: Map<string, unknown[]> = new Map();
  readonly groups: readonly unknown[][];

  constructor(groupCount: number) {
    this.groups = Array.from({ length: groupCount }, () => []);
  }

  get count(): number {
    return this.label.length;
  }

  add({ label, prediction, probability, features, groups }: Instance): void {
    const row = this.count;
    this.label.push(this.#share(label));
    this.prediction.push(this.#share(prediction));
    this.probability.push(probability);
    for (const [place, list] of this.groups.entries()) list.push(this.#share(groups[place] ?? null));
    for (const [name, value] of Object.entries(features)) {
      let list = this.features.get(name);
      if (list === undefined) {
        list = [];
        this.features.set(name, list);
      }
      while (list.length < row) list.push(null);
      list.push(value);
    }
  }

  #share(value: unknown): unknown {
    if (typeof value !== 'string') return value;
    const shared = this.#shared.get(value);
    if (shared === undefined && this.#shared.size < MOST_SHARED) this.#shared.set(value, value);
    return shared ?? value;
  }

  /** Ends the columns at one length; with an order, in that order of the rows as they were added. */
  finish(order: readonly number[] | null): void {
    for (const list of this.features.values()) while (list.length < this.count) list.push(null);
    if (order === null) return;
    for (const list of [this.label, this.prediction, this.probability, ...this.groups, ...this.features.values()]) {
      const before = [...list];
      for (const [place, row] of order.entries()) list[place] = before[row];
    }
  }
}
