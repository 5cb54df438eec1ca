/** What the routes answer, as the OpenAPI document says it: the outer shape, which further members may join. */
import { z } from '@hono/zod-openapi';

const feature = z.looseObject({
  name: z.string(),
  inferred_type: z.enum(['Integral', 'Fractional', 'Boolean', 'String', 'Unknown']),
});

const StatisticsAnswer = z
  .looseObject({
    version: z.number(),
    dataset: z.looseObject({ item_count: z.number().int().min(0) }),
    features: z.array(feature),
  })
  .openapi('Statistics', {
    description: "Model Monitor's statistics.json; what it has no key for is under `tidemark`.",
  });

const ConstraintsAnswer = z
  .looseObject({
    version: z.number(),
    features: z.array(feature),
  })
  .openapi('Constraints', { description: "Model Monitor's constraints.json." });

export const ReportAnswer = z
  .looseObject({
    sources: z.number().int().min(0),
    rows: z.number().int().min(0),
    quarantined: z.number().int().min(0),
    complaints: z.array(z.looseObject({ kind: z.string(), count: z.number().int().min(1) })),
  })
  .openapi('Report', { description: 'What was read, and what was set aside and why.' });

const violation = z.looseObject({
  feature_name: z.string(),
  constraint_check_type: z.string(),
  description: z.string(),
});

export const BaselineAnswer = z
  .looseObject({
    schema: z.literal('baseline/v1'),
    statistics: StatisticsAnswer.nullable(),
    constraints: ConstraintsAnswer,
    report: ReportAnswer.nullable(),
  })
  .openapi('Baseline', { description: 'What `tidemark baseline --json` prints.' });

export const CheckResultAnswer = z
  .looseObject({
    schema: z.literal('check-result/v1'),
    reading: z.enum(['tidemark', 'sagemaker']),
    falseAlarmRate: z.number().nullable(),
    violations: z.array(violation),
    notEvaluated: z.array(z.looseObject({ feature: z.string(), check: z.string(), reason: z.string() })),
    testCount: z.number().int().min(0),
    statistics: StatisticsAnswer,
    baselineStatistics: StatisticsAnswer.nullable(),
    constraints: ConstraintsAnswer,
    report: ReportAnswer,
    reproduce: z.string().nullable(),
  })
  .openapi('CheckResult', { description: 'What `tidemark check --json` prints. Violations are no error.' });

export const HealthAnswer = z.strictObject({ status: z.literal('ok') }).openapi('Health');

export const ProblemAnswer = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
  })
  .openapi('Problem', { description: 'RFC 9457.' });
