/** Where the fields of a `.tide` file lie, as docs/formats.md describes them. */

/** A field: its name, its place, and how many bytes it takes. */
export interface LayoutField {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  /** Whether a reader must not believe it before it has counted: a length of bytes, or a number of items. */
  readonly isLength: boolean;
}

const ENVELOPE: readonly LayoutField[] = [
  { name: 'magic', offset: 0, size: 4, isLength: false },
  { name: 'version', offset: 4, size: 2, isLength: false },
  { name: 'family', offset: 6, size: 1, isLength: false },
  { name: 'flags', offset: 7, size: 1, isLength: false },
  { name: 'payload-length', offset: 8, size: 4, isLength: true },
];

export function layOut(bytes: Uint8Array): LayoutField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields = [...ENVELOPE];
  let offset = 12;
  const field = (name: string, size: number, isLength = false) => {
    fields.push({ name, offset, size, isLength });
    offset += size;
  };
  const length = (name: string): number => {
    field(name, 4, true);
    return view.getUint32(offset - 4, true);
  };
  field('resolution', 2);
  for (let left = length('spelling-count'); left > 0; left -= 1) field('spelling', length('spelling-length'));
  field('rows', 8);
  for (let left = length('column-count'); left > 0; left -= 1) {
    field('name', length('name-length'));
    field('position', 4);
    field('part-count', 1);
    for (let parts = view.getUint8(offset - 1); parts > 0; parts -= 1) {
      field('part-number', 1);
      field('part', length('part-length'));
    }
  }
  field('checksum', 4);
  return fields;
}
