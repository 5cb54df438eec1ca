/** Family `binary-classification`: metrics and curves of labels and scores. */
import type { Engine, QualityResult } from 'tidemark/engine';
import { computed, type ReferenceCase } from '../reference-case.ts';
import type { Numeric, ReferenceFile } from '../reference-file.ts';

interface Expected {
  readonly [metric: string]: unknown;
  readonly threshold: number;
}

interface BinaryCase {
  readonly id: string;
  readonly y_true: readonly number[];
  readonly score: readonly number[];
  readonly expected: Expected;
}

/** What files call a metric that has another id here. */
const IDS: Readonly<Record<string, string>> = {
  matthews: 'matthews_correlation',
  roc_auc: 'auc',
  'partial_auc_fpr_0.2_mcclish': 'partial_auc',
  pr_auc_trapezoid: 'pr_auc',
};

/** KS of both sides, which is not the largest TPR - FPR where scores are upside down; `ks` of samples has it. */
const TWO_SAMPLE = 'ks_two_sample_check';

export function readBinary(file: ReferenceFile & { readonly cases: readonly BinaryCase[] }): ReferenceCase[] {
  return file.cases.flatMap((test) =>
    Object.keys(test.expected)
      .filter((name) => name !== 'threshold' && name !== 'rule' && test.expected[name] !== null)
      .flatMap((name) => toCases(test, name).map((found) => toCase(test, file, found))),
  );
}

interface Found {
  readonly name: string;
  readonly expected: Numeric | readonly Numeric[];
  readonly find: (result: QualityResult, engine: Engine) => number | readonly number[];
}

function toCase(test: BinaryCase, file: ReferenceFile, { name, expected, find }: Found): ReferenceCase {
  const { y_true: label, score: probability } = test;
  const options = {
    threshold: test.expected.threshold,
    zeroDivision: true,
    keepCollinear: name.startsWith('roc_full'),
    curvePoints: 0,
    fractions: [0.1, 0.2, 0.5],
  };
  return computed(`${test.id}: ${name}`, expected, file.tolerance ?? 0, (engine) =>
    find(engine.quality('BinaryClassification', { label, probability }, options), engine),
  );
}

function toCases({ y_true, score, expected }: BinaryCase, name: string): Found[] {
  const value = expected[name] as Readonly<Record<string, Numeric[]>> & Numeric;
  const cell = ['tn', 'fp', 'fn', 'tp'].indexOf(name);
  if (cell >= 0)
    return [{ name, expected: value, find: (result) => result.confusion?.counts.flat()[cell] ?? Number.NaN }];
  switch (name) {
    case TWO_SAMPLE: {
      const side = (label: number): { values: number[] } => ({
        values: score.filter((_, row) => y_true[row] === label),
      });
      return [
        { name, expected: value, find: (_, engine) => engine.measure('ks', side(1), side(0)).value ?? Number.NaN },
      ];
    }
    case 'roc_full':
    case 'roc_dropped':
      return [
        {
          name: `${name} fpr`,
          expected: value['fpr'] ?? [],
          find: ({ curves }) => curves?.roc?.falsePositiveRates ?? [],
        },
        {
          name: `${name} tpr`,
          expected: value['tpr'] ?? [],
          find: ({ curves }) => curves?.roc?.truePositiveRates ?? [],
        },
        ...(value['thresholds_after_first'] === undefined
          ? []
          : [
              {
                name: `${name} thresholds`,
                expected: value['thresholds_after_first'],
                find: ({ curves }: QualityResult) => toNumbers(curves?.roc?.thresholds.slice(1)),
              },
            ]),
      ];
    case 'pr_curve':
      return [
        {
          name: `${name} precision`,
          expected: value['precision'] ?? [],
          find: ({ curves }) => curves?.precisionRecall?.precisions ?? [],
        },
        {
          name: `${name} recall`,
          expected: value['recall'] ?? [],
          find: ({ curves }) => curves?.precisionRecall?.recalls ?? [],
        },
        {
          name: `${name} thresholds`,
          expected: value['thresholds'] ?? [],
          find: ({ curves }) => toNumbers(curves?.precisionRecall?.thresholds.slice(0, -1)),
        },
      ];
    case 'ece_10_uniform': {
      const { ece, mce, bins } = expected[name] as {
        ece: number;
        mce: number;
        bins: readonly Record<string, number>[];
      };
      return [
        { name: `${name} ece`, expected: ece, find: valueOf('expected_calibration_error') },
        { name: `${name} mce`, expected: mce, find: valueOf('maximum_calibration_error') },
        {
          name: `${name} bins`,
          expected: bins.flatMap((bin) => Object.values(bin)),
          find: ({ curves }) =>
            (curves?.calibration ?? []).flatMap((bin) => [bin.bin, bin.count, bin.meanScore, bin.positiveFraction]),
        },
      ];
    }
    case 'lift': {
      const rows = expected[name] as readonly { fraction: number; k: number; lift: number; gain: number }[];
      return [
        {
          name,
          expected: rows.flatMap(({ k, lift, gain }) => [k, lift, gain]),
          find: ({ curves }) => (curves?.gains ?? []).flatMap(({ count, lift, gain }) => [count, lift, gain]),
        },
      ];
    }
    default:
      return [{ name, expected: value, find: valueOf(IDS[name] ?? name) }];
  }
}

function valueOf(id: string): (result: QualityResult) => number {
  return ({ metrics }) => metrics[id]?.value ?? Number.NaN;
}

function toNumbers(values: readonly (number | null)[] | undefined): number[] {
  return (values ?? []).map((value) => value ?? Number.NaN);
}
