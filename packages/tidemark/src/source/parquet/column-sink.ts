/**
 * Hands over the values of a stored column as they come. Those that are missing follow at the end: a profile does not
 * depend on the order of rows, so present values need not be spread.
 */
import type { ColumnInput, DictionaryValues, Profiler } from '../../engine/port.js';
import type { ColumnReading } from '../columnar/column-reading.js';
import { toMissing } from '../columnar/missing.js';
import { prepare } from '../columnar/prepare.js';
import { countRows } from '../../engine/slice-column.js';

/** Codes of small pages are gathered up to here, so that their dictionary crosses not with every one of them. */
const GATHERED_CODES = 1 << 17;
const MISSING_ROWS = 1 << 20;

export class ColumnSink {
  readonly #profiler: Profiler;
  readonly #position: number;
  readonly #rows: number;
  readonly #reading: ColumnReading;
  /** Rows that have come, of each column that the stored one becomes. */
  readonly #pushed = new Map<string, number>();
  #codes: Uint32Array = new Uint32Array();
  #gathered: { readonly column: ColumnInput; readonly values: DictionaryValues; count: number } | null = null;
  #advanced = 0;

  constructor(profiler: Profiler, position: number, rows: number, reading: ColumnReading) {
    this.#profiler = profiler;
    this.#position = position;
    this.#rows = rows;
    this.#reading = reading;
  }

  /** A column that there is even if no value comes. */
  expect(name: string): void {
    this.#pushed.set(name, 0);
  }

  async push(column: ColumnInput): Promise<void> {
    const { values } = column;
    const count = countRows(values);
    if (count === 0) return;
    this.#pushed.set(column.name, (this.#pushed.get(column.name) ?? 0) + count);
    if (!('codes' in Object(values)) || column.validity !== undefined || count > GATHERED_CODES / 2) {
      await this.#flush();
      await this.#hand(column);
      return;
    }
    await this.#gather(column, values as DictionaryValues, count);
  }

  /** Counts rows whose values have been pushed, as far as they are present. */
  advance(rows: number): void {
    this.#advanced += rows;
    if (this.#advanced > this.#rows) throw new RangeError(`${this.#advanced} values for ${this.#rows} rows`);
  }

  async finish(): Promise<void> {
    await this.#flush();
    if (this.#advanced !== this.#rows) throw new RangeError(`${this.#advanced} values for ${this.#rows} rows`);
    for (const [name, count] of this.#pushed) {
      for (let left = this.#rows - count; left > 0; left -= MISSING_ROWS) {
        await this.#profiler.pushColumnsAsync([toMissing(name, Math.min(left, MISSING_ROWS), this.#position)]);
      }
    }
  }

  async #gather(column: ColumnInput, values: DictionaryValues, count: number): Promise<void> {
    const gathered = this.#gathered;
    const fits =
      gathered !== null &&
      gathered.column.name === column.name &&
      gathered.values.data === values.data &&
      gathered.count + count <= GATHERED_CODES;
    if (!fits) await this.#flush();
    if (this.#codes.length === 0) this.#codes = new Uint32Array(GATHERED_CODES);
    this.#gathered ??= { column, values, count: 0 };
    this.#codes.set(values.codes, this.#gathered.count);
    this.#gathered.count += count;
  }

  async #flush(): Promise<void> {
    if (this.#gathered === null) return;
    const { column, values, count } = this.#gathered;
    this.#gathered = null;
    await this.#hand({ ...column, values: { ...values, codes: this.#codes.subarray(0, count) } });
  }

  #hand(column: ColumnInput): Promise<void> {
    return this.#profiler.pushColumnsAsync([prepare({ ...column, position: this.#position }, this.#reading)]);
  }
}
