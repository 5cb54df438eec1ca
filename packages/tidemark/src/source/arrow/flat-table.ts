/** A table of FlatBuffers, read by the number of its fields. Reading outside of the buffer is a RangeError. */

export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  private constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(field: number): number {
    const at = this.#find(field);
    return at === null ? 0 : this.#view.getUint8(at);
  }

  /** A 64-bit integer, 0 where it is absent. */
  long(field: number): number {
    const at = this.#find(field);
    return at === null ? 0 : Number(this.#view.getBigInt64(at, true));
  }

  /** Where the table of a field begins in the buffer. */
  place(field: number): number | null {
    const table = this.table(field);
    return table === null ? null : table.#at;
  }

  table(field: number): FlatTable | null {
    const at = this.#find(field);
    return at === null ? null : this.#follow(at);
  }

  /** How many entries a vector has; RangeError when that many do not fit into the buffer. */
  count(field: number, entryBytes: number): number {
    const start = this.#startOf(field);
    if (start === null) return 0;
    const count = this.#view.getUint32(start, true);
    if (start + 4 + count * entryBytes > this.#view.byteLength) throw new RangeError(`a list of ${count} entries`);
    return count;
  }

  tables(field: number): FlatTable[] {
    const start = this.#startOf(field);
    const count = this.count(field, 4);
    return Array.from({ length: count }, (_, index) => this.#follow((start ?? 0) + 4 + 4 * index));
  }

  /** The 64-bit integers at a distance of `entryBytes` from each other. */
  longs(field: number, entryBytes: number): number[] {
    const start = this.#startOf(field);
    const count = this.count(field, entryBytes);
    return Array.from({ length: count }, (_, index) =>
      Number(this.#view.getBigInt64((start ?? 0) + 4 + entryBytes * index, true)),
    );
  }

  #startOf(field: number): number | null {
    const at = this.#find(field);
    return at === null ? null : at + this.#view.getUint32(at, true);
  }

  #follow(at: number): FlatTable {
    return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  #find(field: number): number | null {
    const fields = this.#at - this.#view.getInt32(this.#at, true);
    const entry = 4 + 2 * field;
    if (entry >= this.#view.getUint16(fields, true)) return null;
    const offset = this.#view.getUint16(fields + entry, true);
    return offset === 0 ? null : this.#at + offset;
  }
}
