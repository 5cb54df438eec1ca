/** Reads the statistics.json and constraints.json of model quality, ours and Model Monitor's. */
import type { Field } from '../document/field.js';
import type { MetricConstraint, QualityConstraints } from './constraints.js';
import { OPERATORS, PROBLEM_KEYS, PROBLEMS, type Problem } from './metrics.js';
import {
  type ConfusionMatrix,
  type MetricEvidence,
  type MetricStatistics,
  type QualityGroup,
  type QualityStatistics,
  ROLES,
  type RoleAttributes,
} from './statistics.js';

/** The problem whose block of that ending a document has; null where it has none. */
export function findProblem(root: Field, ending: 'metrics' | 'constraints'): Problem | null {
  return PROBLEMS.find((problem) => root.has(`${PROBLEM_KEYS[problem]}_${ending}`)) ?? null;
}

function requireProblem(root: Field, ending: 'metrics' | 'constraints'): Problem {
  const names = PROBLEMS.map((problem) => `${PROBLEM_KEYS[problem]}_${ending}`);
  return findProblem(root, ending) ?? root.fail(`one of the members ${names.join(', ')}`);
}

export function readQualityStatistics(root: Field): QualityStatistics {
  const problem = requireProblem(root, 'metrics');
  const block = root.member(`${PROBLEM_KEYS[problem]}_metrics`);
  const dataset = root.optional('dataset');
  const evaluationTime = dataset?.optional('evaluation_time')?.text();
  const matrix = block.optional('confusion_matrix');
  const roc = block.optional('receiver_operating_characteristic_curve');
  const precisionRecall = block.optional('precision_recall_curve');
  const own = root.optional('tidemark');
  return {
    problem,
    version: root.optional('version')?.number() ?? 0,
    itemCount: dataset?.member('item_count').count() ?? 0,
    ...(evaluationTime !== undefined && { evaluationTime }),
    metrics: readMetrics(block),
    ...(matrix && { confusion_matrix: readMatrix(matrix) }),
    ...(roc && {
      receiver_operating_characteristic_curve: {
        false_positive_rates: roc.member('false_positive_rates').finites(),
        true_positive_rates: roc.member('true_positive_rates').finites(),
      },
    }),
    ...(precisionRecall && {
      precision_recall_curve: {
        precisions: precisionRecall.member('precisions').finites(),
        recalls: precisionRecall.member('recalls').finites(),
      },
    }),
    ...(own && {
      tidemark: {
        ...(own.has('probabilityThreshold') && {
          probabilityThreshold: own.member('probabilityThreshold').finite(),
        }),
        ...(own.has('positive') && { positive: own.member('positive').text() }),
        ...(own.has('attributes') && { attributes: readRoles(own.member('attributes')) }),
        ...(own.has('incomplete') && { incomplete: own.member('incomplete').count() }),
        ...(own.has('calibration') && {
          calibration: own
            .member('calibration')
            .items()
            .map((bin) => ({
              count: bin.member('count').count(),
              meanScore: bin.member('meanScore').finite(),
              positiveShare: bin.member('positiveShare').fraction(),
            })),
        }),
        ...(own.has('groups') && { groups: own.member('groups').items().map(readGroup) }),
      },
    }),
  };
}

function readRoles(field: Field): RoleAttributes {
  const told = ROLES.filter((role) => field.has(role));
  return Object.fromEntries(told.map((role) => [role, field.member(role).text()]));
}

export function readQualityConstraints(root: Field): QualityConstraints {
  const problem = requireProblem(root, 'constraints');
  const block = root.member(`${PROBLEM_KEYS[problem]}_constraints`);
  return {
    problem,
    version: root.optional('version')?.number() ?? 0,
    metrics: Object.fromEntries(block.keys().map((name) => [name, readConstraint(block.member(name))])),
  };
}

function readConstraint(field: Field): MetricConstraint {
  return {
    threshold: field.member('threshold').finite(),
    comparison_operator: field.member('comparison_operator').oneOf(OPERATORS),
  };
}

/** The members that hold a value; the others are curves and the matrix. */
function readMetrics(block: Field): Readonly<Record<string, MetricStatistics>> {
  const names = block.keys().filter((name) => isMetric(block.optional(name)));
  return Object.fromEntries(names.map((name) => [name, readMetric(block.member(name))]));
}

function isMetric(field: Field | undefined): boolean {
  const value: unknown = field?.value;
  return typeof value === 'object' && value !== null && 'value' in value;
}

function readMetric(field: Field): MetricStatistics {
  const deviation = field.optional('standard_deviation')?.number();
  const own = field.optional('tidemark');
  return {
    value: field.optional('value')?.number() ?? null,
    ...(deviation !== undefined && { standard_deviation: deviation }),
    ...(own && { tidemark: readEvidence(own) }),
  };
}

function readEvidence(field: Field): MetricEvidence {
  const standardError = field.optional('standardError')?.number();
  const interval = field.optional('interval')?.finites();
  const method = field.optional('method')?.text();
  const reason = field.optional('reason')?.text();
  const [lowest, highest] = interval ?? [];
  return {
    ...(standardError !== undefined && { standardError }),
    ...(lowest !== undefined && highest !== undefined && { interval: [lowest, highest] as const }),
    ...(method !== undefined && { method }),
    ...(reason !== undefined && { reason }),
  };
}

function readMatrix(field: Field): ConfusionMatrix {
  const rows = field.keys().map((actual) => {
    const row = field.member(actual);
    return [actual, Object.fromEntries(row.keys().map((name) => [name, row.member(name).count()]))] as const;
  });
  return Object.fromEntries(rows);
}

function readGroup(field: Field): QualityGroup {
  const metrics = field.optional('metrics');
  return {
    attribute: field.member('attribute').text(),
    value: field.member('value').text(),
    count: field.member('count').count(),
    metrics: metrics ? readMetrics(metrics) : null,
  };
}
