/** Reads an estimator that was stored as JSON, such as estimator.json. What the engine needs of it the engine checks. */
import { Field } from '../document/field.js';
import { type DocumentInput, parseDocument } from '../document/parse.js';
import { readPair } from '../document/read-pair.js';
import type { ColumnPlan } from './columns.js';
import type { JointRows } from './joint-rows.js';
import type { QualityEstimator } from './estimates.js';
import type { EstimatorAttributes, MonitoredEstimator } from './monitored-estimator.js';

export function isEstimator(root: Field): boolean {
  return root.optional('schema')?.value === 'quality-estimator/v1';
}

export function readMonitoredEstimator(input: DocumentInput): MonitoredEstimator {
  const root = parseDocument(input, 'estimator.json');
  root.member('plan').member('problem').oneOf(['BinaryClassification', 'Regression']);
  return {
    ...readStored(root),
    attributes: readAttributes(root.member('attributes')),
    inputs: readTexts(root.member('inputs')),
    rowCount: root.member('rowCount').count(),
  };
}

/** An estimator, and the rows of its reference that a baseline keeps. */
export type StoredEstimator = QualityEstimator & Pick<MonitoredEstimator, 'joint'>;

/** `invalid-data` for what is no estimator. */
export function readEstimator(document: QualityEstimator): StoredEstimator {
  return readStored(new Field(document, 'the estimator'));
}

function readStored(root: Field): StoredEstimator {
  const fitted = root.member('estimator');
  const joint = root.optional('joint');
  fitted.member('options').keys();
  return {
    schema: root.member('schema').oneOf(['quality-estimator/v1']),
    plan: readPlan(root.member('plan')),
    skipped: root.member('skipped').count(),
    estimator: {
      schema: fitted.member('schema').oneOf(['estimator/v1']),
      options: fitted.member('options').value as QualityEstimator['estimator']['options'],
      count: fitted.member('count').count(),
      calibrations: fitted.member('calibrations').items().map(readCalibration),
      metrics: fitted.member('metrics').items().map(readMetric),
      numbers: fitted.member('numbers').finites(),
    },
    joint: joint ? readJointRows(joint) : null,
  };
}

function readJointRows(field: Field): JointRows {
  return {
    scores: field.member('scores').finites(),
    predicted: field.member('predicted').finites(),
    labels: field.member('labels').finites(),
    features: field
      .member('features')
      .items()
      .map((feature) => ({
        cuts: feature.member('cuts').finites(),
        means: feature
          .member('means')
          .items()
          .map((mean) => (mean.value === null ? null : mean.finite())),
        range: readPair(feature.optional('range')),
        bins: feature.member('bins').finites(),
      })),
  };
}

function readPlan(field: Field): ColumnPlan {
  const prediction = field.optional('prediction')?.text();
  const score = field.optional('score');
  const threshold = field.optional('threshold')?.finite();
  const positive = field.optional('positive');
  const features = field.optional('features');
  const categories = field.member('categories');
  return {
    problem: field.member('problem').oneOf(['BinaryClassification', 'MulticlassClassification', 'Regression']),
    label: field.member('label').text(),
    ...(prediction !== undefined && { prediction }),
    ...(score && { score: readScore(score) }),
    ...(threshold !== undefined && { threshold }),
    ...(positive && { positive: readLabel(positive) }),
    ...(features && { features: readTexts(features) }),
    categories: Object.fromEntries(categories.keys().map((name) => [name, readTexts(categories.member(name))])),
  };
}

/** A column, or one for each class. */
function readScore(field: Field): NonNullable<ColumnPlan['score']> {
  if (typeof field.value === 'string') return field.text();
  return Object.fromEntries(field.keys().map((name) => [name, field.member(name).text()]));
}

function readLabel(field: Field): NonNullable<ColumnPlan['positive']> {
  if (typeof field.value === 'boolean') return field.flag();
  return typeof field.value === 'number' ? field.finite() : field.text();
}

function readAttributes(field: Field): EstimatorAttributes {
  const names = ['label', 'prediction', 'probability', 'features'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = field.optional(name)?.text();
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function readCalibration(field: Field): MonitoredEstimator['estimator']['calibrations'][number] {
  return {
    isNeeded: field.member('isNeeded').flag(),
    error: field.member('error').finite(),
    tried: readPair(field.optional('tried')),
  };
}

function readMetric(field: Field): MonitoredEstimator['estimator']['metrics'][number] {
  const heldBack = field.member('heldBack');
  return {
    id: field.member('id').text(),
    value: field.optional('value')?.finite() ?? null,
    range: readPair(field.optional('range')),
    components: field
      .member('components')
      .items()
      .map((component) => {
        const [deviation, share] = component.items();
        return [typeof deviation?.value === 'number' ? deviation.value : null, share?.finite() ?? 0] as const;
      }),
    heldBack: {
      parts: heldBack.member('parts').count(),
      meanAbsoluteError: heldBack.optional('meanAbsoluteError')?.finite() ?? null,
      meanError: heldBack.optional('meanError')?.finite() ?? null,
      inside: heldBack.member('inside').count(),
    },
  };
}

function readTexts(field: Field): readonly string[] {
  return field.items().map((item) => item.text());
}
