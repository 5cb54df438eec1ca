/** Labels by id, as small as they get: each different label once, and a number an id. */

/** A label as ground-truth records have it. */
export interface Label {
  readonly data: string;
  readonly encoding: string;
}

export class LabelTable {
  readonly #labels: Label[] = [];
  readonly #places = new Map<string, number>();
  /** Twice the place of the label, one more once it was found. */
  readonly #codes = new Map<string, number>();
  #duplicateCount = 0;

  get size(): number {
    return this.#codes.size;
  }

  /** Labels whose id was there already; the last one counts. */
  get duplicateCount(): number {
    return this.#duplicateCount;
  }

  get unusedCount(): number {
    let count = 0;
    for (const code of this.#codes.values()) count += 1 - (code % 2);
    return count;
  }

  set(id: string, label: Label): void {
    const key = label.encoding + label.data;
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#labels.push(label) - 1;
      this.#places.set(key, place);
    }
    if (this.#codes.has(id)) this.#duplicateCount += 1;
    this.#codes.set(id, 2 * place);
  }

  find(id: string): Label | null {
    const code = this.#codes.get(id);
    if (code === undefined) return null;
    if (code % 2 === 0) this.#codes.set(id, code + 1);
    return this.#labels[Math.floor(code / 2)] ?? null;
  }
}
