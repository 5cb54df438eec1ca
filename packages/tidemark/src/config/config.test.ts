import { expect, it } from 'vitest';
import { findNearest } from './nearest.js';
import { readConfig } from './read-config.js';
import { readSchema } from './schema.js';
import { TEMPLATE } from './template.js';

const read = (text: string) => readConfig(text, 'tidemark.yaml');

it('options are read as they stand', () => {
  expect(read('reading: { missing: [NA], header: false }\ncheck:\n  baseline: base\n  falseAlarmRate: 0.05\n')).toEqual(
    {
      reading: { missing: ['NA'], header: false },
      check: { baseline: 'base', falseAlarmRate: 0.05 },
    },
  );
});

it('an empty file is no option at all', () => {
  expect([read(''), read('# nothing\n')]).toEqual([{}, {}]);
});

it('an unknown key is refused, and the nearest known one named', () => {
  expect(() => read('check: { false_alarm_rte: 0.1 }')).toThrow(
    'expected only the keys baseline, attributions, estimator, falseAlarmRate in check of tidemark.yaml, found "false_alarm_rte"; did you mean falseAlarmRate?',
  );
  expect(() => read('chek: {}')).toThrow('found "chek"; did you mean check?');
  expect(() => read('__proto__: {}')).toThrow('found "__proto__"');
  expect(() => read('constructor: {}')).toThrow('found "constructor"');
});

it('a value that does not fit is refused with what would', () => {
  expect(() => read('check: { falseAlarmRate: 1 }')).toThrow(
    'expected a number above 0 and below 1 in check.falseAlarmRate of tidemark.yaml, found 1',
  );
  expect(() => read('reading: { missing: NA }')).toThrow(
    'expected a list in reading.missing of tidemark.yaml, found "NA"',
  );
  expect(() => read('reading: { missing: [1] }')).toThrow(
    'expected a text in reading.missing[0] of tidemark.yaml, found 1',
  );
  expect(() => read('reading: { delimiter: x }')).toThrow('expected one of ",", ";", "|", "\\t" in reading.delimiter');
  expect(() => read('- a')).toThrow('expected keys with values in tidemark.yaml, found a list');
});

it('what is no YAML, or says a thing twice, is refused', () => {
  expect(() => read('check: [')).toThrow('expected YAML in tidemark.yaml, found something else');
  expect(() => read('check: {}\ncheck: {}\n')).toThrow('expected YAML in tidemark.yaml, found something else');
});

it('what runs the parser out of its depth, or would grow without bound, is refused', () => {
  for (const nested of ['? '.repeat(800), `a: ${'? '.repeat(20_000)}`, '['.repeat(5000)]) {
    expect(() => read(nested)).toThrow('expected YAML in tidemark.yaml');
  }
  const aliases = Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`);
  expect(() => read(['a0: &a0 x', ...aliases, ''].join('\n'))).toThrow('expected YAML in tidemark.yaml');
});

it('references stay text', () => {
  expect(read('check: { baseline: "env:BASELINE" }').check?.baseline).toBe('env:BASELINE');
});

it('the template holds every key of the schema, and is valid with all of them switched on', () => {
  expect(read(TEMPLATE)).toEqual({ reading: null, model: null, check: null });
  const config: unknown = read(TEMPLATE.replaceAll(/^ {2}# /gm, '  '));
  const keys = Object.entries(readSchema().properties ?? {}).map(([name, { properties = {} }]) => [
    name,
    Object.fromEntries(Object.keys(properties).map((key) => [key, expect.anything() as unknown])),
  ]);
  expect(config).toEqual(Object.fromEntries(keys));
});

it('words that are far from every known one have no nearest', () => {
  expect(findNearest('zebra', ['baseline', 'falseAlarmRate'])).toBe(null);
  expect(findNearest('base-line', ['baseline', 'falseAlarmRate'])).toBe('baseline');
});
