/** What monitors of models answer, each its own, as the OpenAPI document says it. */
import { z } from '@hono/zod-openapi';
import { BaselineAnswer, CheckResultAnswer, ReportAnswer } from './answers.js';

/** A number, as documents spell one that JSON cannot hold, or none. */
const number = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]).nullable();

const count = z.number().int().min(0);
const group = z.looseObject({ attribute: z.string(), value: z.string() });

/** What every result of a model says. */
const result = {
  reading: z.enum(['tidemark', 'sagemaker']),
  falseAlarmRate: z.number().nullable(),
  report: ReportAnswer.nullable(),
  reproduce: z.string().nullable(),
};

const QualityStatisticsAnswer = z
  .looseObject({ version: z.number(), dataset: z.looseObject({ item_count: count }) })
  .openapi('QualityStatistics', {
    description:
      "Model Monitor's statistics.json of model quality: its metrics are in a block named after the problem.",
  });

const QualityConstraintsAnswer = z
  .looseObject({ version: z.number() })
  .openapi('QualityConstraints', { description: "Model Monitor's constraints.json of model quality." });

const GroundTruthAnswer = z
  .looseObject({
    records: count,
    joined: count,
    recordsWithoutLabel: count,
    labels: count,
    duplicateLabels: count,
    labelsWithoutRecord: count,
    unreadableLabels: count,
    maturity: z.array(z.looseObject({ ageHours: count, records: count, joined: count })),
  })
  .openapi('GroundTruth', { description: 'What became of labels that came in parts of their own.' });

const QualityResultAnswer = z
  .looseObject({
    schema: z.literal('quality-result/v1'),
    monitor: z.literal('model-quality'),
    ...result,
    violations: z.array(
      z.looseObject({
        metric_name: z.string(),
        constraint_check_type: z.string(),
        description: z.string(),
        group: group.optional(),
      }),
    ),
    notEvaluated: z.array(z.looseObject({ metric: z.string(), reason: z.string(), group: group.optional() })),
    testCount: count,
    groundTruth: GroundTruthAnswer.nullable(),
    statistics: QualityStatisticsAnswer,
    constraints: QualityConstraintsAnswer,
    baselineStatistics: QualityStatisticsAnswer.nullable(),
    baselineConstraints: QualityConstraintsAnswer.nullable(),
  })
  .openapi('QualityResult', { description: 'What `tidemark check --monitor model-quality --json` prints.' });

const biasMetrics = z.looseObject({
  label: z.string(),
  label_value_or_threshold: z.string(),
  facets: z.record(
    z.string(),
    z.array(
      z.looseObject({
        value_or_threshold: z.string(),
        metrics: z.array(z.looseObject({ name: z.string(), description: z.string(), value: number })),
      }),
    ),
  ),
});

const BiasAnalysisAnswer = z
  .looseObject({
    version: z.string(),
    pre_training_bias_metrics: biasMetrics.optional(),
    post_training_bias_metrics: biasMetrics.optional(),
  })
  .openapi('BiasAnalysis', { description: "Clarify's analysis.json of bias." });

const BiasResultAnswer = z
  .looseObject({
    schema: z.literal('bias-result/v1'),
    monitor: z.literal('bias'),
    ...result,
    violations: z.array(
      z.looseObject({
        facet: z.string(),
        facet_value: z.string(),
        metric_name: z.string(),
        constraint_check_type: z.literal('bias_drift_check'),
        description: z.string(),
      }),
    ),
    notEvaluated: z.array(
      z.looseObject({ facet: z.string(), facet_value: z.string(), metric: z.string(), reason: z.string() }),
    ),
    testCount: count,
    analysis: BiasAnalysisAnswer,
    baselineAnalysis: BiasAnalysisAnswer,
  })
  .openapi('BiasResult', { description: 'What `tidemark check --monitor bias --json` prints.' });

const AttributionAnalysisAnswer = z
  .looseObject({
    version: z.string(),
    explanations: z.looseObject({
      kernel_shap: z.record(z.string(), z.looseObject({ global_shap_values: z.record(z.string(), z.number()) })),
    }),
  })
  .openapi('AttributionAnalysis', { description: "Model Monitor's analysis.json of what features contribute." });

const AttributionResultAnswer = z
  .looseObject({
    schema: z.literal('attribution-result/v1'),
    monitor: z.literal('attribution'),
    ...result,
    violations: z.array(
      z.looseObject({
        label: z.string(),
        metric_name: z.literal('shap'),
        constraint_check_type: z.literal('feature_attribution_drift_check'),
        description: z.string(),
      }),
    ),
    notEvaluated: z.array(z.looseObject({ label: z.string(), feature: z.string().optional(), reason: z.string() })),
    drifts: z.array(z.looseObject({ label: z.string(), drift: z.looseObject({ ndcg: z.number().nullable() }) })),
    analysis: AttributionAnalysisAnswer,
    baselineAnalysis: AttributionAnalysisAnswer.nullable(),
  })
  .openapi('AttributionResult', { description: 'What `tidemark check --monitor attribution --json` prints.' });

const QualityBaselineAnswer = z
  .looseObject({
    schema: z.literal('quality-baseline/v1'),
    statistics: QualityStatisticsAnswer,
    constraints: QualityConstraintsAnswer,
    report: ReportAnswer.nullable(),
    groundTruth: GroundTruthAnswer.nullable(),
  })
  .openapi('QualityBaseline', { description: 'What `tidemark baseline --monitor model-quality --json` prints.' });

const BiasBaselineAnswer = z
  .looseObject({
    schema: z.literal('bias-baseline/v1'),
    analysis: BiasAnalysisAnswer,
    config: z.looseObject({}).nullable(),
    passedOver: z.array(z.string()),
    report: ReportAnswer.nullable(),
  })
  .openapi('BiasBaseline', { description: 'What `tidemark baseline --monitor bias --json` prints.' });

const AttributionBaselineAnswer = z
  .looseObject({
    schema: z.literal('attribution-baseline/v1'),
    analysis: AttributionAnalysisAnswer,
    baselineRows: z.array(z.looseObject({})).nullable(),
    report: ReportAnswer.nullable(),
  })
  .openapi('AttributionBaseline', { description: 'What `tidemark baseline --monitor attribution --json` prints.' });

/** A baseline of any monitor; `schema` says of which. */
export const AnyBaselineAnswer = z.discriminatedUnion('schema', [
  BaselineAnswer,
  QualityBaselineAnswer,
  BiasBaselineAnswer,
  AttributionBaselineAnswer,
]);

/** A result of any monitor; `schema` says of which. */
export const AnyResultAnswer = z.discriminatedUnion('schema', [
  CheckResultAnswer,
  QualityResultAnswer,
  BiasResultAnswer,
  AttributionResultAnswer,
]);
