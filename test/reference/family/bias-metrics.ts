/** Families `bias-metrics` and `bias-metrics-worked-examples`: one metric of small inputs. */
import type { AnalysisConfig, BiasColumns } from 'tidemark/engine';
import { isDrift } from '../../../packages/tidemark/dist/monitor/bias/judge-sagemaker.js';
import { computed, missing, type ReferenceCase, toCells, valueOf } from '../reference-case.ts';
import type { ReferenceFile } from '../reference-file.ts';
import { type Cell, clarify, type Expected, findMetric, metricCase } from './bias-case.ts';

interface MetricCase {
  readonly id: string;
  readonly metric: string;
  readonly input: {
    readonly facet?: readonly Cell[];
    readonly sensitive?: readonly string[];
    readonly sensitive_mask?: readonly boolean[];
    readonly label?: readonly Cell[];
    readonly predicted?: readonly Cell[];
    readonly positive_label?: readonly (string | number)[];
    readonly group_variable?: readonly Cell[];
    readonly features?: readonly (readonly Cell[])[];
  };
  readonly expected: Expected;
}

const ALL_CATEGORICAL = { facet: 'categorical', label: 'categorical', predicted: 'categorical' } as const;

export function readBiasMetrics(file: ReferenceFile & { readonly cases: readonly MetricCase[] }): ReferenceCase[] {
  return file.cases.map((test) => {
    const { columns, config, features } = toCall(test.input);
    return metricCase(test.id, test.expected, file.tolerance ?? 0, (engine) =>
      findMetric(clarify(engine, columns, config, { kinds: ALL_CATEGORICAL, ...features }), 0, test.metric),
    );
  });
}

/** What a case leaves out is made up where it does not matter: labels of a metric of predictions, a facet of GE. */
function toCall(input: MetricCase['input']): {
  readonly columns: BiasColumns;
  readonly config: AnalysisConfig;
  readonly features: { readonly flipTestFeatures?: readonly string[] };
} {
  const { predicted, positive_label: positive, group_variable: group, features = [] } = input;
  const rows = (input.sensitive_mask ?? input.facet ?? input.label ?? []).length;
  const facet = input.sensitive_mask ?? input.facet ?? Array.from({ length: rows }, (_, row) => row % 2 === 0);
  const label = input.label ?? predicted ?? Array.from({ length: rows }, (_, row) => row % 2);
  const width = features[0]?.length ?? 0;
  const names = Array.from({ length: width }, (_, index) => `feature ${index}`);
  const isMask = input.sensitive_mask !== undefined || input.facet === undefined;
  return {
    columns: {
      facet,
      label,
      ...(predicted && { predicted }),
      ...(group && { group }),
      ...Object.fromEntries(names.map((name, index) => [name, features.map((row) => row[index])])),
    },
    config: {
      label: 'label',
      label_values_or_threshold:
        positive ?? (typeof label[0] === 'boolean' ? [true] : [typeof label[0] === 'string' ? '1' : 1]),
      facet: [{ name_or_index: 'facet', value_or_threshold: isMask ? [true] : (input.sensitive ?? []) }],
      ...(predicted && { predicted_label: 'predicted' }),
      ...(group && { group_variable: 'group' }),
    },
    features: { flipTestFeatures: names },
  };
}

/** Rows of one side: how many of each, in the order label and prediction. */
interface SideCounts {
  readonly tp?: number;
  readonly fp?: number;
  readonly fn?: number;
  readonly tn?: number;
}

interface WorkedExample {
  readonly id: string;
  readonly metric: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: number | boolean;
}

export function readWorkedExamples(
  file: ReferenceFile & { readonly cases: readonly WorkedExample[] },
): ReferenceCase[] {
  return file.cases.map((test) => {
    const { id, metric, input } = test;
    const expected = Number(test.expected);
    if (metric === 'bias_drift_check') {
      return computed(id, expected, 0, () => Number(isDrift(input['baseline'] as number, input['current'] as number)));
    }
    if (metric === 'feature_attribution_ndcg') {
      const [before, now] = [input['baseline'], input['live']].map((values) =>
        Object.fromEntries((values as number[]).map((value, index) => [`f${index}`, value])),
      ) as [Record<string, number>, Record<string, number>];
      return computed(id, expected, file.tolerance ?? 0, (engine) => {
        return engine.attributionDrift(before, now).ndcg ?? Number.NaN;
      });
    }
    if (metric === 'KS') {
      const [a, d] = [input['Pa'], input['Pd']].map((shares) =>
        toCells((shares as number[]).map((share) => share * 10)),
      );
      if (a === undefined || d === undefined) return missing(id, metric);
      return computed(id, expected, file.tolerance ?? 0, (engine) => valueOf(engine, 'l-infinity', [a, d]));
    }
    const sides = toSides(metric, input);
    if (sides === undefined) return missing(id, metric);
    const name = metric === 'DD' ? 'CDDPL' : metric;
    return metricCase(id, expected, file.tolerance ?? 0, (engine) => {
      const { columns, config } = toRows(sides);
      return findMetric(clarify(engine, columns, config, { kinds: ALL_CATEGORICAL }), 0, name);
    });
  });
}

/** Counts of a and d that have the numbers of an example. */
function toSides(
  metric: string,
  input: Readonly<Record<string, unknown>>,
): readonly [SideCounts, SideCounts] | undefined {
  const pair = (make: (side: Readonly<Record<string, number>>) => SideCounts): readonly [SideCounts, SideCounts] => [
    make(input['a'] as Record<string, number>),
    make(input['d'] as Record<string, number>),
  ];
  switch (metric) {
    case 'KL': {
      const [a, d] = [input['Pa'], input['Pd']] as [[number, number], [number, number]];
      return [
        { tp: a[0] * 10, tn: a[1] * 10 },
        { tp: d[0] * 10, tn: d[1] * 10 },
      ];
    }
    case 'DI':
    case 'DPPL': {
      const [a, d] = [input['qa'], input['qd']].map((share) => Math.round((share as number) * 10)) as [number, number];
      return [
        { tp: a, tn: 10 - a },
        { tp: d, tn: 10 - d },
      ];
    }
    case 'DD': {
      const rejected = Math.round((input['share_of_d_among_rejected'] as number) * 100);
      const accepted = Math.round((input['share_of_d_among_accepted'] as number) * 100);
      return [
        { tp: 100 - accepted, tn: 100 - rejected },
        { tp: accepted, tn: rejected },
      ];
    }
    case 'DCA':
      return pair((side) => {
        const [observed, predicted] = [countOf(side, 'observed_pos'), countOf(side, 'predicted_pos')];
        const tp = Math.min(observed, predicted);
        return { tp, fn: observed - tp, fp: predicted - tp };
      });
    case 'DCR':
      // A true positive, as a report without predicted positives has no metrics.
      return pair((side) => {
        const [observed, predicted] = [countOf(side, 'observed_neg'), countOf(side, 'predicted_neg')];
        const tn = Math.min(observed, predicted);
        return { tn, fp: observed - tn, fn: predicted - tn, tp: 1 };
      });
    case 'DAR':
      return pair((side) => ({ tp: countOf(side, 'tp'), fp: countOf(side, 'predicted_pos') - countOf(side, 'tp') }));
    case 'DRR':
      return pair((side) => ({
        tn: countOf(side, 'tn'),
        fn: countOf(side, 'predicted_neg') - countOf(side, 'tn'),
        tp: 1,
      }));
    case 'AD':
      return pair((side) => ({ tp: countOf(side, 'correct'), fn: countOf(side, 'n') - countOf(side, 'correct') }));
    case 'RD':
    case 'SD':
    case 'TE':
      return pair((side) => side);
    default:
      return undefined;
  }
}

function countOf(side: Readonly<Record<string, number>>, name: string): number {
  return side[name] ?? 0;
}

function toRows(sides: readonly [SideCounts, SideCounts]): {
  readonly columns: BiasColumns;
  readonly config: AnalysisConfig;
} {
  const [facet, label, predicted]: [boolean[], number[], number[]] = [[], [], []];
  for (const [side, counts] of sides.entries()) {
    const cells = [
      [counts.tp, 1, 1],
      [counts.fp, 0, 1],
      [counts.fn, 1, 0],
      [counts.tn, 0, 0],
    ] as const;
    for (const [count = 0, observed, guess] of cells) {
      for (let row = 0; row < Math.round(count); row += 1) {
        facet.push(side === 1);
        label.push(observed);
        predicted.push(guess);
      }
    }
  }
  return {
    columns: { facet, label, predicted, group: facet.map(() => 'all') },
    config: {
      label: 'label',
      label_values_or_threshold: [1],
      facet: [{ name_or_index: 'facet', value_or_threshold: [true] }],
      predicted_label: 'predicted',
      group_variable: 'group',
    },
  };
}
