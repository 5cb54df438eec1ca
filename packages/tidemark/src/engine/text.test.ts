import { describe, expect, it } from 'vitest';
import { codeTexts, layOutTexts } from './text.js';

/** The texts that laid-out values stand for. */
function readBack(values: ReturnType<typeof codeTexts>): string[] {
  const decoder = new TextDecoder();
  const texts = Array.from({ length: values.offsets.length - 1 }, (_, index) =>
    decoder.decode(values.data.subarray(values.offsets[index], values.offsets[index + 1])),
  );
  return 'codes' in values ? Array.from(values.codes, (code) => texts[code] ?? '') : texts;
}

describe('texts', () => {
  it('are laid out one after another, in ASCII and in any other characters', () => {
    for (const texts of [['a', '', 'bc'], ['ä', 'b', '🦀', ''], [], ['']]) {
      expect(readBack(layOutTexts(texts))).toEqual(texts);
    }
  });

  it('of which a half stands in one and a half in the next keep their halves apart', () => {
    expect(readBack(layOutTexts(['a\uD83E', '\uDD80']))).toEqual(['a\uFFFD', '\uFFFD']);
  });

  it('get codes while few of them are distinct, and a missing one is empty', () => {
    const texts = Array.from({ length: 100 }, (_, row) => (row % 10 === 0 ? null : `city ${row % 3}`));
    const values = codeTexts(texts);
    expect('codes' in values && values.offsets.length - 1).toBe(4);
    expect(readBack(values)).toEqual(texts.map((text) => text ?? ''));
  });

  it('get none where most are distinct', () => {
    const texts = Array.from({ length: 100 }, (_, row) => `user ${row % 50}`);
    const values = codeTexts(texts);
    expect('codes' in values).toBe(false);
    expect(readBack(values)).toEqual(texts);
  });
});
