import { describe, expect, it } from 'vitest';
import { decodeLz4Frame } from './lz4-frame.js';

const HEADER = [0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0xc0];
const END = [0, 0, 0, 0];

/** A frame of one block without a size of its content. */
function toFrame(block: readonly number[], isPlain = false): Uint8Array {
  return Uint8Array.from([...HEADER, block.length & 255, block.length >> 8, 0, isPlain ? 0x80 : 0, ...block, ...END]);
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const codes = (word: string): number[] => [...new TextEncoder().encode(word)];

describe('unpacking LZ4', () => {
  it('literals and copies stand for what they say', () => {
    // Three letters, then nine more of the same from three before; then two letters at the end.
    expect(text(decodeLz4Frame(toFrame([0x35, ...codes('abc'), 3, 0, 0x20, ...codes('xy')])))).toBe('abcabcabcabcxy');
  });

  it('long lengths go on in further bytes', () => {
    // A letter and 15 + 255 + 25 + 4 copies of it; 15 + 255 + 15 letters.
    expect(text(decodeLz4Frame(toFrame([0x1f, 122, 1, 0, 255, 25, 0])))).toBe('z'.repeat(300));
    const word = 'yz'.repeat(142);
    expect(text(decodeLz4Frame(toFrame([0xf0, 255, 14, ...codes(word)])))).toBe(word);
  });

  it('plain blocks are taken as they are', () => {
    expect(text(decodeLz4Frame(toFrame(codes('plain'), true)))).toBe('plain');
  });

  it('a size of the content is read', () => {
    const frame = [
      0x04,
      0x22,
      0x4d,
      0x18,
      0x48,
      0x40,
      2,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0xc0,
      3,
      0,
      0,
      0,
      0x20,
      104,
      105,
      ...END,
    ];
    expect(text(decodeLz4Frame(Uint8Array.from(frame)))).toBe('hi');
  });

  it.each([
    ['another beginning', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    ['a copy from before the frame', toFrame([0x10, 97, 2, 0])],
    ['a block that goes on after its end', Uint8Array.from([...HEADER, 99, 0, 0, 0, 1])],
    ['a cut end', Uint8Array.from([...HEADER, 1, 0])],
    [
      'more content than its bytes can stand for',
      Uint8Array.from([0x04, 0x22, 0x4d, 0x18, 0x48, 0x40, 0, 0, 0, 0, 1, 0, 0, 0]),
    ],
  ])('%s is refused', (_, frame) => {
    expect(() => decodeLz4Frame(frame)).toThrow(RangeError);
  });
});
