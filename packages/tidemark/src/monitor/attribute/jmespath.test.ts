import { expect, it } from 'vitest';
import { compileJmespath } from './jmespath.js';

const PEOPLE = {
  people: [
    { name: 'a', age: 30, tags: ['x', 'y'] },
    { name: 'b', age: 50, tags: ['z'] },
    { name: 'c', age: 40, tags: [] },
  ],
  'with-dash': 1,
  nested: { one: { v: 1 }, two: { v: 2 } },
  rows: [
    [1, 2],
    [3, 4],
  ],
};

/** Answers as jmespath.js 0.16.0 gives them. */
it.each([
  ['people[0].name', 'a'],
  ['people[-1].name', 'c'],
  ['people[3]', null],
  ['people[*].age', [30, 50, 40]],
  [
    'people[*].[name, age]',
    [
      ['a', 30],
      ['b', 50],
      ['c', 40],
    ],
  ],
  ['people[].tags', [['x', 'y'], ['z'], []]],
  ['people[].tags[]', ['x', 'y', 'z']],
  ['people[*].tags | [0]', ['x', 'y']],
  ['people[*].tags[0]', ['x', 'z']],
  ['people[?age > `35`].name', ['b', 'c']],
  ["people[?name == 'b' || age == `30`].age", [30, 50]],
  ['people[?!tags].name', ['c']],
  ['people[:2].name', ['a', 'b']],
  ['people[::-1].name', ['c', 'b', 'a']],
  ['"with-dash"', 1],
  ['nested.*.v', [1, 2]],
  ['nested.{a: one.v, "b": two.v}', { a: 1, b: 2 }],
  ['rows[*][1]', [2, 4]],
  ['rows[].[@]', [[1], [2], [3], [4]]],
  ['missing.deep[0]', null],
  ['people[0].name.deep', null],
  ['(people | [1]).age', 50],
  ['@.nested.one', { v: 1 }],
])('%s', (expression, expected) => {
  expect(compileJmespath(expression)(PEOPLE)).toEqual(expected);
});

it('refuses an expression that is longer than anybody means', () => {
  expect(() => compileJmespath('('.repeat(2000))).toThrow('at most 1000 characters');
  expect(() => compileJmespath('('.repeat(900))).toThrow('the JMESPath');
});

it.each(['people[', 'a..b', 'a[0', '[?a', "'a", 'length(@)', 'a b', '', '{a}', 'a[0 1]', 'a[::0]'])(
  'refuses %s and says where it goes wrong',
  (expression) => {
    expect(() => compileJmespath(expression)).toThrow(/expected .* at character \d+ of the JMESPath/);
  },
);
