/** Damages a valid profile in the ways an entry asks for. */
import { crc32c } from './crc32c.ts';
import { type LayoutField, layOut } from './profile-layout.ts';

/** An operation and its arguments, such as `["flip", 40, 3]`. */
export type Mutation = readonly [string, ...(string | number)[]];

const CHECKSUM_BYTES = 4;

/** Every profile that the operations describe: one, or one for each field where they say `any-`. Null: not understood. */
export function mutate(valid: Uint8Array, mutations: readonly Mutation[]): Uint8Array[] | null {
  return mutations.reduce<Uint8Array[] | null>(
    (variants, mutation) => {
      const next = variants?.map((bytes) => apply(bytes, mutation, layOut(valid))) ?? [];
      return variants === null || next.some((found) => found === null) ? null : next.flatMap((found) => found ?? []);
    },
    [valid],
  );
}

function apply(bytes: Uint8Array, [name, ...args]: Mutation, layout: readonly LayoutField[]): Uint8Array[] | null {
  const [first = 0, second = 0] = args.map(Number);
  switch (name) {
    case 'truncate':
      return [bytes.slice(0, first)];
    case 'flip':
      return [edited(bytes, (copy) => copy.fill((copy[first] ?? 0) ^ (1 << second), first, first + 1))];
    case 'set-byte':
      return [edited(bytes, (copy) => copy.fill(second, first, first + 1))];
    case 'append':
      return [Buffer.concat([bytes, Buffer.from(String(args[0]), 'hex')])];
    case 'remove':
      return [Buffer.concat([bytes.subarray(0, first), bytes.subarray(first + second)])];
    case 'set-field':
      return setFields(bytes, String(args[0]), Buffer.from(String(args[1]), 'hex'), layout);
    case 'fix-checksum':
      return [withChecksum(bytes)];
    default:
      return null;
  }
}

function setFields(
  bytes: Uint8Array,
  name: string,
  value: Uint8Array,
  layout: readonly LayoutField[],
): Uint8Array[] | null {
  const chosen = layout.filter((field) => (name === 'any-length' ? field.isLength : field.name === name));
  if (chosen.length === 0) return null;
  return chosen.map(({ offset, size }) => edited(bytes, (copy) => copy.set(value.subarray(0, size), offset)));
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  const end = Math.max(0, bytes.byteLength - CHECKSUM_BYTES);
  const checksum = crc32c(bytes.subarray(0, end));
  return edited(bytes, (copy) => new DataView(copy.buffer).setUint32(end, checksum, true));
}

function edited(bytes: Uint8Array, edit: (copy: Uint8Array) => unknown): Uint8Array {
  const copy = Uint8Array.from(bytes);
  edit(copy);
  return copy;
}
