/** The metrics of model quality that Model Monitor's documents have, and which way each is worse. */

/** Model Monitor knows the first three. */
export const PROBLEMS = ['BinaryClassification', 'MulticlassClassification', 'Regression', 'Ranking'] as const;

export type Problem = (typeof PROBLEMS)[number];

/** The direction in which a metric violates. */
export const OPERATORS = ['LessThanThreshold', 'GreaterThanThreshold'] as const;

export type Operator = (typeof OPERATORS)[number];

/** How the documents call a problem: `binary_classification_metrics`, `binary_classification_constraints`. */
export const PROBLEM_KEYS: Readonly<Record<Problem, string>> = {
  BinaryClassification: 'binary_classification',
  MulticlassClassification: 'multiclass_classification',
  Regression: 'regression',
  Ranking: 'ranking',
};

const LESS = 'LessThanThreshold';
const GREATER = 'GreaterThanThreshold';

/** The metrics that get a constraint, in the order in which Model Monitor writes them. */
const CONSTRAINED: Readonly<Record<Problem, Readonly<Record<string, Operator>>>> = {
  BinaryClassification: {
    recall: LESS,
    precision: LESS,
    accuracy: LESS,
    true_positive_rate: LESS,
    true_negative_rate: LESS,
    false_positive_rate: GREATER,
    false_negative_rate: GREATER,
    auc: LESS,
    f0_5: LESS,
    f1: LESS,
    f2: LESS,
  },
  MulticlassClassification: {
    accuracy: LESS,
    weighted_recall: LESS,
    weighted_precision: LESS,
    weighted_f0_5: LESS,
    weighted_f1: LESS,
    weighted_f2: LESS,
  },
  Regression: { mae: GREATER, mse: GREATER, rmse: GREATER, r2: LESS },
  Ranking: { ndcg: LESS, average_precision: LESS, reciprocal_rank: LESS },
};

/** The metrics of which Model Monitor also has that of the best constant answer. */
const COMPARED_WITH_CONSTANT: Readonly<Record<Problem, readonly string[]>> = {
  BinaryClassification: ['recall', 'precision', 'accuracy', 'f0_5', 'f1', 'f2'],
  MulticlassClassification: [
    'accuracy',
    'weighted_recall',
    'weighted_precision',
    'weighted_f0_5',
    'weighted_f1',
    'weighted_f2',
  ],
  Regression: [],
  Ranking: [],
};

/** The metrics that get a constraint, each with the direction in which it violates. */
export function listConstrained(problem: Problem): readonly (readonly [metric: string, operator: Operator])[] {
  return Object.entries(CONSTRAINED[problem]);
}

export function listComparedWithConstant(problem: Problem): readonly string[] {
  return COMPARED_WITH_CONSTANT[problem];
}

/** `truePositiveRate` for `true_positive_rate`: how violations call a metric. */
export function toViolationName(metric: string): string {
  return metric.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
