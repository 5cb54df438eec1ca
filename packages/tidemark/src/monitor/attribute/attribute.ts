/** An attribute: the name of a column, its zero-based index, or a JMESPath; compiled once, asked record by record. */
import { noColumn, unfitRecord } from './errors.js';
import { compileJmespath, type Search } from './jmespath.js';

export class Attribute {
  readonly text: string;
  readonly #index: number | null;
  #search: Search | undefined;
  #names: readonly string[] | undefined;
  #place = -1;

  constructor(text: string) {
    this.text = text;
    this.#index = /^\d+$/.test(text) ? Number(text) : null;
  }

  /** The place of its column, -1 where there is none. A name is looked for before an index is. */
  toPlace(names: readonly string[]): number {
    if (names !== this.#names) {
      const named = names.indexOf(this.text);
      this.#place = named >= 0 ? named : (this.#index ?? -1);
      this.#names = names;
    }
    return this.#place;
  }

  /** The cell of a row; null where it is empty. `invalid-argument` when no column is meant. */
  inCells(cells: readonly unknown[], names: readonly string[]): unknown {
    const place = this.toPlace(names);
    if (place < 0) throw noColumn(this.text, names);
    const cell = cells[place];
    if (cell === undefined) {
      throw unfitRecord(`expected a column ${this.text} in the record, found ${cells.length} columns`);
    }
    return cell === '' ? null : cell;
  }

  /** What it finds in JSON; null where there is nothing. A member of that very name wins over the expression. */
  inJson(json: unknown): unknown {
    if (Array.isArray(json) && this.#index !== null) return (json as readonly unknown[])[this.#index] ?? null;
    if (typeof json === 'object' && json !== null && Object.hasOwn(json, this.text)) {
      return (json as Readonly<Record<string, unknown>>)[this.text] ?? null;
    }
    this.#search ??= compileJmespath(this.text);
    // JSON Lines in one body: the expression is about each of them.
    if (Array.isArray(json) && !this.text.startsWith('[')) return json.map(this.#search);
    return this.#search(json);
  }
}
