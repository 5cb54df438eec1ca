import { describe, expect, it } from 'vitest';
import { layOut } from '../layout.js';
import { toValidity } from '../text.js';
import type { ColumnInput } from '../port.js';
import { sliceColumns } from './slice-columns.js';

interface Slice {
  readonly layout: readonly { readonly rows: number; readonly values: number; readonly offsets?: number }[];
  readonly buffers: readonly Uint8Array[];
}

function slicesOf(columns: readonly ColumnInput[]): Slice[] {
  const { layout, buffers } = layOut(columns);
  return [...sliceColumns(layout, buffers)].map((slice) => ({
    layout: JSON.parse(slice.layout) as Slice['layout'],
    buffers: slice.buffers,
  }));
}

function doublesOf({ layout, buffers }: Slice): number[] {
  const bytes = buffers[layout[0]?.values ?? 0] ?? new Uint8Array();
  return [...new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)];
}

describe('columns on their way into WebAssembly', () => {
  it('stay whole while they are small', () => {
    expect(slicesOf([{ name: 'a', values: new Float64Array(60_000) }])).toHaveLength(1);
    expect(slicesOf([{ name: 'a', values: new Float64Array(0) }])).toHaveLength(1);
  });

  it('are cut into runs of 32 Ki rows, with nothing lost and no copy', () => {
    const values = Float64Array.from({ length: 100_000 }, (_, row) => row);
    const slices = slicesOf([{ name: 'a', values }]);
    expect(slices.map(({ layout }) => layout[0]?.rows)).toEqual([32_768, 32_768, 32_768, 1696]);
    expect(slices.flatMap(doublesOf)).toEqual([...values]);
    expect(slices.every(({ buffers }) => buffers[0]?.buffer === values.buffer)).toBe(true);
  });

  it('have text offsets that begin at zero, and the bits of their own rows', () => {
    const rows = 70_000;
    const texts = Array.from({ length: rows }, (_, row) => `${row} 🦀`);
    const data = new TextEncoder().encode(texts.join(''));
    const offsets = new Uint32Array(rows + 1);
    for (const [row, text] of texts.entries()) offsets[row + 1] = (offsets[row] ?? 0) + text.length + 2;
    const validity = toValidity(rows, (row) => row % 5 !== 0);
    const slices = slicesOf([{ name: 'a', values: { offsets, data }, ...(validity && { validity }) }]);
    const found = slices.flatMap(({ layout: [column], buffers }) => {
      const [bits, places, bytes] = [0, column?.offsets ?? 0, column?.values ?? 0].map((place) => buffers[place]);
      const numbers = new Uint32Array(places?.slice().buffer ?? []);
      return Array.from({ length: column?.rows ?? 0 }, (_, row) => {
        const text = new TextDecoder().decode(bytes?.subarray(numbers[row], numbers[row + 1]));
        return ((bits?.[row >> 3] ?? 0) >> (row & 7)) & 1 ? text : null;
      });
    });
    expect(found).toEqual(texts.map((text, row) => (row % 5 === 0 ? null : text)));
  });

  it('are cut shorter where many stand side by side, and no shorter than a dictionary that comes with each run', () => {
    const wide = Array.from({ length: 200 }, (_, index) => ({ name: `c${index}`, values: new Float64Array(20_000) }));
    expect(slicesOf(wide)[0]?.layout[0]?.rows).toBe(5248);
    const [codes, offsets] = [new Uint32Array(200_000), new Uint32Array(50_001)];
    const slices = slicesOf([{ name: 'a', values: { codes, offsets, data: new Uint8Array() } }]);
    expect(slices.map(({ layout }) => layout[0]?.rows)).toEqual([50_008, 50_008, 50_008, 49_976]);
  });
});
