import { expect, test } from 'vitest';
import type { BiasAnalysis } from './analysis.js';
import { pairMetrics, toKey } from './pair.js';

function analysis(...texts: readonly string[]): BiasAnalysis {
  const entries = texts.map((text, index) => ({
    value_or_threshold: text,
    metrics: [{ name: 'CI', description: 'Class Imbalance (CI)', value: index }],
  }));
  return {
    version: '1.0',
    pre_training_bias_metrics: { label: 'y', label_value_or_threshold: '1', facets: { x: entries } },
  };
}

function valuesOf(baseline: BiasAnalysis, current: BiasAnalysis): (string | null)[] {
  return pairMetrics(baseline, current).map((pair) => pair.current?.entry.value_or_threshold ?? null);
}

test('an interval is known by its threshold', () => {
  expect(toKey('(100, 225]')).toBe('100');
  expect(toKey('(0.50, 0.9936]')).toBe('0.5');
  expect(toKey('(1e-05, 2.0]')).toBe('0.00001');
  expect(toKey('1,2')).toBe('1,2');
  expect(toKey('(a) b')).toBe('(a) b');
});

test('entries pair by value, intervals whatever their upper ends are', () => {
  expect(valuesOf(analysis('(100, 225]', '(50, 225]'), analysis('(50, 232]', '(100, 232]'))).toEqual([
    '(100, 232]',
    '(50, 232]',
  ]);
  expect(valuesOf(analysis('a', 'b'), analysis('b', 'c'))).toEqual([null, 'b']);
});

test('a lone interval pairs with the only one there is, though a threshold above all values changes its lower end', () => {
  expect(pairMetrics(analysis('(100, 225]'), analysis('(90, 100]'))[0]?.current).not.toBeNull();
});
