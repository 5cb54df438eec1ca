/** The forms as the OpenAPI document describes them. Their parts are read as they come, so no schema validates them. */

const file = (description: string) => ({ type: 'string', format: 'binary', description }) as const;

const data: ReturnType<typeof file> = file('The data. Where it comes after the other side, it is read as it comes.');

const model = {
  'ground-truth': {
    type: 'array',
    items: file('Label records as JSON Lines, joined to the capture records of `data` by id.'),
  },
  'analysis-config': file("Bias and attribution: Clarify's analysis_config.json."),
} as const;

export const BaselineForm = {
  type: 'object',
  required: ['data'] as string[],
  properties: { ...model, data },
} as const;

export const CheckForm = {
  type: 'object',
  required: ['baseline', 'data'] as string[],
  properties: {
    baseline: {
      type: 'array',
      minItems: 1,
      items: file('A .tide file, statistics.json or constraints.json; of bias and attribution, analysis.json.'),
    },
    ...model,
    data,
  },
} as const;

export const CompareForm = {
  type: 'object',
  required: ['reference', 'current'] as string[],
  properties: { reference: file('Data, a .tide file or statistics.json.'), current: data },
} as const;
