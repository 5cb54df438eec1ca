/** Family `clarify-performance`: how good the predictions are, in Clarify's words. */
import type { BiasReport, Engine } from 'tidemark/engine';
import { computed, type ReferenceCase } from '../reference-case.ts';
import type { Numeric, ReferenceFile } from '../reference-file.ts';
import { type Cell, type FloatCell, toColumn, withFloats } from './bias-case.ts';

/** The names of Clarify's report, by the ids of its functions. */
const NAMES: Readonly<Record<string, string>> = {
  accuracy: 'Accuracy',
  PPL: 'Proportion of Positive Predictions in Labels',
  PNL: 'Proportion of Negative Predictions in Labels',
  recall: 'True Positive Rate / Recall',
  specificity: 'True Negative Rate / Specificity',
  precision: 'Acceptance Rate / Precision',
  rejection_rate: 'Rejection Rate',
  conditional_acceptance: 'Conditional Acceptance',
  conditional_rejection: 'Conditional Rejection',
  f1: 'F1 Score',
};

interface PerformanceFile extends ReferenceFile {
  readonly report?: readonly {
    readonly id: string;
    readonly expected: Readonly<Record<string, number>>;
    readonly positive?: readonly string[];
    readonly positive_threshold?: number;
    readonly binary_confusion_matrix_TP_FP_FN_TN: readonly number[];
    readonly confusion_matrix?: Matrix;
  }[];
  readonly multicategory_confusion_matrix?: readonly { readonly expected: Matrix }[];
  readonly from_counts?: readonly (Readonly<Record<'TP' | 'FP' | 'TN' | 'FN', number>> & {
    readonly expected: Readonly<Record<string, Numeric>>;
  })[];
}

type Matrix = Readonly<Record<string, Readonly<Record<string, number>>>>;
type Rows = { readonly label: readonly (Cell | FloatCell)[]; readonly predicted: readonly (Cell | FloatCell)[] };

export function readClarifyPerformance(file: PerformanceFile): ReferenceCase[] {
  const marked = withFloats(file) as {
    readonly report?: readonly Rows[];
    readonly multicategory_confusion_matrix?: readonly Rows[];
  };
  const tolerance = file.tolerance ?? 0;
  return [
    ...(file.report ?? []).flatMap((test, index) => {
      const positive = test.positive ?? [test.positive_threshold ?? 0];
      const run = (engine: Engine) => performance(engine, marked.report?.[index], positive);
      return [
        ...Object.entries(test.expected).map(([name, value]) =>
          computed(`${test.id}: ${name}`, value, tolerance, (engine) => numberOf(run(engine), name)),
        ),
        computed(
          `${test.id}: shares`,
          test.binary_confusion_matrix_TP_FP_FN_TN,
          tolerance,
          (engine) => run(engine)?.binaryConfusionMatrix ?? [],
        ),
        ...(test.confusion_matrix ? [matrixCase(test.id, test.confusion_matrix, run)] : []),
      ];
    }),
    ...(file.multicategory_confusion_matrix ?? []).map((test, index) => {
      const rows = marked.multicategory_confusion_matrix?.[index];
      const [first] = rows?.label ?? [];
      const positive = [first as string | number];
      return matrixCase(`matrix ${index}`, test.expected, (engine) => performance(engine, rows, positive));
    }),
    ...(file.from_counts ?? []).flatMap((test) => {
      const { TP, FP, TN, FN } = test;
      const rows = {
        label: [...times(TP, 1), ...times(FP, 0), ...times(TN, 0), ...times(FN, 1)],
        predicted: [...times(TP, 1), ...times(FP, 1), ...times(TN, 0), ...times(FN, 0)],
      };
      return Object.entries(test.expected).map(([id, value]) =>
        computed(`${TP} ${FP} ${TN} ${FN}: ${id}`, value, tolerance, (engine) =>
          numberOf(performance(engine, rows, [1], 'strict'), NAMES[id] ?? id),
        ),
      );
    }),
  ];
}

function performance(
  engine: Engine,
  rows: Rows | undefined,
  positive: readonly (string | number)[],
  rules: 'strict' | 'clarify' = 'clarify',
): BiasReport['performance'] {
  const { label = [], predicted = [] } = rows ?? {};
  const columns = { facet: label.map(() => 'all'), label: toColumn(label), predicted: toColumn(predicted) };
  const config = {
    label: 'label',
    label_values_or_threshold: positive,
    facet: [{ name_or_index: 'facet' }],
    predicted_label: 'predicted',
  };
  const isThreshold = positive.length === 1 && label.some((value) => typeof value === 'object');
  const kinds = isThreshold ? {} : { label: 'categorical' as const };
  return engine.bias(columns, config, { rules: isThreshold ? rules : 'strict', confidence: null, kinds }).performance;
}

function numberOf(found: BiasReport['performance'], name: string): number {
  return Number(found?.metrics.find(([id]) => NAMES[id] === name)?.[1] ?? 'NaN');
}

function matrixCase(name: string, expected: Matrix, run: (engine: Engine) => BiasReport['performance']): ReferenceCase {
  const cells = (matrix: Matrix): number[] =>
    Object.entries(expected).flatMap(([label, row]) =>
      Object.keys(row).map((guess) => matrix[label]?.[guess] ?? Number.NaN),
    );
  return computed(`${name}: matrix`, cells(expected), 0, (engine) => cells(run(engine)?.confusionMatrix ?? {}));
}

function times(count: number, value: number): number[] {
  return Array.from({ length: count }, () => value);
}
