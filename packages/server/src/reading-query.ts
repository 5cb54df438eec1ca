/** The options of reading and checking as a query has them: spelled as those of the command line. */
import { z } from '@hono/zod-openapi';
import { type CheckOptions, MONITOR_NAMES, type ModelOptions, type MonitorName } from 'tidemark';

const list = (about: string) =>
  z
    .string()
    .refine((text) => !toList(text).includes(''), 'expected names separated by commas')
    .optional()
    .openapi({ description: about, example: 'age,income' });

const instant = (about: string) =>
  z.string().optional().openapi({ description: about, example: '2026-11-01T00:00:00Z' });

const flag = (about: string) => z.enum(['', 'true', 'false']).optional().openapi({ description: about });

function isSet(given: string | undefined): boolean {
  return given !== undefined && given !== 'false';
}

/** How data is read. */
export const ReadingQuery = z.strictObject({
  'no-header': flag('The first record holds data; columns are named _c0, _c1, …'),
  delimiter: z.enum([',', ';', '|', '\t', 'tab', '\\t']).optional().openapi({ description: 'Detected when absent.' }),
  format: z
    .enum(['csv', 'jsonl', 'json', 'capture'])
    .optional()
    .openapi({ description: 'Told from the name and the first bytes when absent.' }),
  from: instant('Capture records from this time on.'),
  to: instant('Capture records before this time.'),
  'output-position': z
    .enum(['START', 'END'])
    .optional()
    .openapi({ description: 'Whether the columns of a response stand before or after.' }),
  missing: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({
      description: 'A spelling of a missing value, besides the empty field; may be repeated.',
      type: 'array',
      items: { type: 'string' },
    }),
  columns: list('Only these columns.'),
  exclude: list('All columns but these.'),
  compat: z
    .enum(['sagemaker'])
    .optional()
    .openapi({ description: 'Read and decide exactly as SageMaker Model Monitor does.' }),
});

/** How data is read and judged. */
export const CheckQuery = ReadingQuery.extend({
  'false-alarm-rate': z.coerce.number().gt(0).lt(1).optional().openapi({
    description: 'How often a window may raise an alarm although nothing changed; 0.01 when absent.',
    type: 'number',
    example: 0.01,
  }),
});

const attribute = (about: string) =>
  z
    .string()
    .optional()
    .openapi({ description: `${about}: a column, its zero-based index, or a JMESPath.` });

const model = {
  monitor: z.enum(MONITOR_NAMES).optional().openapi({ description: 'What is monitored; data-quality when absent.' }),
  problem: z
    .enum(['BinaryClassification', 'MulticlassClassification', 'Regression', 'Ranking'])
    .optional()
    .openapi({ description: 'What the model is for; what the baseline says when absent.' }),
  label: attribute('The true value'),
  prediction: attribute('The predicted value or class'),
  probability: attribute('The score'),
  query: attribute('Ranking: the query whose items are ordered'),
  features: attribute('The features of a record of JSON'),
  'probability-threshold': z.coerce.number().optional().openapi({
    description: 'A score above it is a prediction of 1.',
    type: 'number',
    example: 0.5,
  }),
  positive: z
    .string()
    .optional()
    .openapi({ description: 'Of two labels the positive one, where they are not 0 and 1 or false and true.' }),
  'one-sided': flag('Bias: only what is worse for the sensitive group counts.'),
  categorical: list('Bias: these columns hold categories.'),
  continuous: list('Bias: these columns hold numbers to be cut.'),
  group: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({
      description: 'Judge by the values of this attribute as well; may be repeated.',
      type: 'array',
      items: { type: 'string' },
    }),
};

/** How data is read, which monitor is meant, and what it is told of a model. */
export const ModelQuery = ReadingQuery.extend(model);

/** The same, and how strictly is judged. */
export const CheckModelQuery = CheckQuery.extend(model);

/** `monitor`, and the options of models that a query asks for. */
export function toModelOptions(query: z.output<typeof ModelQuery>): ModelOptions & { monitor?: MonitorName } {
  const { monitor, problem, label, prediction, probability, positive, query: ranked, features, group } = query;
  const kinds = [
    ...toList(query.categorical).map((name) => [name, 'categorical'] as const),
    ...toList(query.continuous).map((name) => [name, 'continuous'] as const),
  ];
  const threshold = query['probability-threshold'];
  return {
    ...(monitor !== undefined && { monitor }),
    ...(problem !== undefined && { problem }),
    ...(label !== undefined && { label }),
    ...(prediction !== undefined && { prediction }),
    ...(probability !== undefined && { probability }),
    ...(positive !== undefined && { positive }),
    ...(ranked !== undefined && { query: ranked }),
    ...(features !== undefined && { features }),
    ...(isSet(query['one-sided']) && { oneSided: true }),
    ...(kinds.length > 0 && { kinds: Object.fromEntries(kinds) }),
    ...(threshold !== undefined && { probabilityThreshold: threshold }),
    ...(group !== undefined && { group: [group].flat() }),
  };
}

/** The options of the library that a query asks for. */
export function toOptions(query: z.output<typeof ReadingQuery> | z.output<typeof CheckQuery>): CheckOptions {
  const { 'no-header': noHeader, delimiter, format, from, to, missing, columns, exclude, compat } = query;
  const rate = 'false-alarm-rate' in query ? query['false-alarm-rate'] : undefined;
  return {
    ...(isSet(noHeader) && { header: false }),
    ...(delimiter !== undefined && { delimiter: delimiter.length > 1 ? '\t' : delimiter }),
    ...(format !== undefined && { format }),
    ...(missing !== undefined && { missing: [missing].flat() }),
    ...(columns !== undefined && { columns: toList(columns) }),
    ...(exclude !== undefined && { exclude: toList(exclude) }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(query['output-position'] !== undefined && { outputPosition: query['output-position'] }),
    ...(compat !== undefined && { compat }),
    ...(rate !== undefined && { falseAlarmRate: rate }),
  };
}

function toList(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((name) => name.trim());
}
