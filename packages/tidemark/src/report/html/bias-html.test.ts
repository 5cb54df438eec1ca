import { expect, test } from 'vitest';
import type { AnalysisMetric, BiasAnalysis } from '../../monitor/bias/analysis.js';
import { toBiasGroups } from '../../monitor/bias/groups.js';
import type { BiasCheck } from '../../monitor/bias/result.js';
import { toBiasText } from '../bias-text.js';
import { toBiasMarkdown } from '../markdown/bias-markdown.js';
import { toBiasHtml } from './bias-html.js';

const FACET = '<b>sex</b>';

function analysis(...metrics: readonly AnalysisMetric[]): BiasAnalysis {
  const facets = { [FACET]: [{ value_or_threshold: '<i>f</i>', metrics }] };
  return { version: '1.0', post_training_bias_metrics: { label: 'y', label_value_or_threshold: '1', facets } };
}

function metric(
  name: string,
  value: AnalysisMetric['value'],
  interval?: readonly [number, number | 'Infinity'],
): AnalysisMetric {
  return {
    name,
    description: name,
    value,
    ...(value === null && { error: 'Facet set is empty' }),
    ...(interval && { tidemark: { interval, method: 'bootstrap' } }),
  };
}

const RESULT: BiasCheck = {
  monitor: 'bias',
  reading: 'tidemark',
  falseAlarmRate: 0.01,
  violations: [
    {
      facet: FACET,
      facet_value: '<i>f</i>',
      metric_name: 'DPPL',
      constraint_check_type: 'bias_drift_check',
      description: 'DPPL grew',
      value: 0.5,
      interval: [0.4, 0.6],
      allowed: [-0.1, 0.1],
      pValue: 1e-9,
      adjustedPValue: 1e-8,
      counts: null,
      reproduce: null,
    },
  ],
  notEvaluated: [{ facet: FACET, facet_value: '<i>f</i>', metric: 'FT', reason: 'Facet set is empty' }],
  testCount: 3,
  analysis: analysis(
    metric('DI', 0, [0, 0.4]),
    metric('DPPL', 0.5, [0.4, 0.6]),
    metric('FT', null),
    metric('TE', 'Infinity', [1, 'Infinity']),
  ),
  baselineAnalysis: analysis(metric('DI', 0.8), metric('DPPL', 0.1), metric('FT', 0), metric('TE', 2)),
  bias: { rows: 200, missing: [0, 3, 0], sample: { rows: 20_000, of: 30_000 } },
  report: null,
  reproduce: null,
};

const GROUPS = toBiasGroups(RESULT);

test('a page shows every metric, those that are infinite or absent too, and no markup from data', () => {
  const page = toBiasHtml(RESULT, GROUPS);
  expect(page).toContain('1 violation');
  expect(page).toContain('! DPPL');
  expect(page).toContain('Violated: DPPL.');
  expect(page).not.toMatch(/NaN|undefined|Infinity/u);
  expect(page).not.toContain('<b>sex');
  expect(page).not.toContain('<i>f');
  expect(page.match(/<path class="baseline"/gu)).toHaveLength(4);
});

test('text and Markdown say the same', () => {
  for (const text of [toBiasText(RESULT, GROUPS), toBiasMarkdown(RESULT, GROUPS)]) {
    expect(text).toContain('1 violation of bias over 200 rows; 3 tests at a false-alarm rate of 0.01.');
    expect(text).toContain('1 to ∞');
    expect(text).toContain('3 rows without a prediction.');
    expect(text).toContain('a sample of 20,000 of 30,000 rows');
  }
});
