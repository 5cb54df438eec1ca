/** Typed columns as the engine is to get them: without texts that spell a missing value, or all as text. */
import type { ColumnInput, DictionaryValues, TextValues } from '../../engine/port.js';
import { toTextColumn } from '../columns.js';
import { andBits, setBit } from '../../engine/bits.js';
import type { ColumnReading } from './column-reading.js';
import { toJavaScriptValues } from './values.js';

export function prepare(column: ColumnInput, { missing, isText }: ColumnReading): ColumnInput {
  const known = missing.length > 0 ? withoutSpellings(column, missing) : column;
  return isText ? toTextColumn(known.name, toJavaScriptValues(known), known.position) : known;
}

function withoutSpellings(column: ColumnInput, spellings: readonly Uint8Array[]): ColumnInput {
  const { values } = column;
  if (ArrayBuffer.isView(values) || !('offsets' in values)) return column;
  const isSpelling = findSpellings(values, spellings);
  if (!isSpelling.includes(1)) return column;
  const rows = 'codes' in values ? toRows(values, isSpelling) : isSpelling;
  const present = new Uint8Array((rows.length + 7) >> 3);
  for (let row = 0; row < rows.length; row += 1) if (rows[row] === 0) setBit(present, row);
  return { ...column, validity: andBits(present, column.validity) ?? present };
}

/** 1 for each text that is one of the spellings. */
function findSpellings({ offsets, data }: TextValues, spellings: readonly Uint8Array[]): Uint8Array {
  const found = new Uint8Array(offsets.length - 1);
  for (let index = 0; index < found.length; index += 1) {
    const start = offsets[index] ?? 0;
    const length = (offsets[index + 1] ?? 0) - start;
    const isAny = spellings.some(
      (spelling) => spelling.length === length && spelling.every((byte, at) => data[start + at] === byte),
    );
    if (isAny) found[index] = 1;
  }
  return found;
}

function toRows({ codes }: DictionaryValues, isSpelling: Uint8Array): Uint8Array {
  return Uint8Array.from(codes, (code) => isSpelling[code] ?? 0);
}
