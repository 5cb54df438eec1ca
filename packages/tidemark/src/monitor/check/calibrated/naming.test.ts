import { expect, it } from 'vitest';
import { listValues, nameValue } from './naming.js';

const value = (text: string, count: number) => ({ value: text, count });

it('a value of fewer than ten rows is not spelled out', () => {
  expect([nameValue(value('boat', 10)), nameValue(value('Ann Smith', 9))]).toEqual(['"boat"', null]);
});

it('a value is quoted, and cut when it is long', () => {
  expect(nameValue(value('a"b\n', 10))).toBe('"a\\"b\\n"');
  expect(nameValue(value('🚤'.repeat(41), 10))).toBe(`"${'🚤'.repeat(40)}…"`);
});

it('at most five values are named, the others are counted', () => {
  const many = Array.from({ length: 7 }, (_, index) => value(`v${index}`, 70 - index));
  expect(listValues(many, true)).toBe('"v0" (70), "v1" (69), "v2" (68), "v3" (67), "v4" (66) and 2 more');
  expect(listValues([value('boat', 1200), value('x', 1), value('y', 1)], true)).toBe(
    '"boat" (1,200) and 2 rare values',
  );
  expect(listValues([value('x', 1)], true)).toBe('a rare value');
  expect(listValues([value('boat', 60), value('x', 1)], false)).toBe('"boat" (60) and others');
});
