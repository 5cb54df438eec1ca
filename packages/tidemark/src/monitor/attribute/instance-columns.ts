/** Instances as columns, which is how the engine takes them. */
import type { Instance } from './instances.js';

export class InstanceColumns {
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
    this.label.push(label);
    this.prediction.push(prediction);
    this.probability.push(probability);
    for (const [place, list] of this.groups.entries()) list.push(groups[place] ?? null);
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
