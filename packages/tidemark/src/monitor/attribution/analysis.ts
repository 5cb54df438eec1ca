/** The document in which Model Monitor keeps what features contribute, analysis.json: a number a feature and label. */
import type { AttributionAggregate } from '../../engine/attribution.js';
import type { Field } from '../document/field.js';
import { type DocumentInput, parseDocument } from '../document/parse.js';

export interface AnalysisDocument {
  readonly version: string;
  readonly explanations: { readonly kernel_shap: Readonly<Record<string, LabelAnalysis>> };
}

/** How attributions of rows became one number a feature, and of how many. */
export interface AttributionOrigin {
  readonly aggregate: AttributionAggregate;
  readonly rows: number;
}

/** Of one output of the model. */
export interface LabelAnalysis {
  readonly global_shap_values: Readonly<Record<string, number>>;
  /** What is predicted when nothing of a row is known. */
  readonly expected_value?: number;
  /** A key of ours. */
  readonly tidemark?: AttributionOrigin;
}

/** What was found of one output. */
export interface LabelAttributions {
  readonly label: string;
  readonly global: Readonly<Record<string, number>>;
  readonly expectedValue: number | null;
  /** Null where nothing is known of it, as with Model Monitor's documents. */
  readonly origin: AttributionOrigin | null;
}

/** Of an output with the attributions of its rows: all but those. */
export function withoutRows({ label, global, expectedValue, origin }: LabelAttributions): LabelAttributions {
  return { label, global, expectedValue, origin };
}

export function toAnalysisDocument(labels: readonly LabelAttributions[]): AnalysisDocument {
  const entries = labels.map(({ label, global, expectedValue, origin }): [string, LabelAnalysis] => [
    label,
    {
      global_shap_values: global,
      ...(expectedValue !== null && { expected_value: expectedValue }),
      ...(origin !== null && { tidemark: origin }),
    },
  ]);
  return { version: '1.0', explanations: { kernel_shap: Object.fromEntries(entries) } };
}

/** Of each label, in the order of the document. `invalid-data` where it is none. */
export function readAnalysis(input: DocumentInput, name = 'analysis.json'): LabelAttributions[] {
  const labels = parseDocument(input, name).member('explanations').member('kernel_shap');
  return labels.keys().map((label) => {
    const field = labels.member(label);
    const values = field.member('global_shap_values');
    return {
      label,
      global: Object.fromEntries(values.keys().map((feature) => [feature, values.member(feature).finite()])),
      expectedValue: field.optional('expected_value')?.number() ?? null,
      origin: readOrigin(field.optional('tidemark')),
    };
  });
}

function readOrigin(field: Field | undefined): AttributionOrigin | null {
  if (field === undefined) return null;
  return {
    aggregate: field.member('aggregate').oneOf(['mean_abs', 'median', 'mean_sq']),
    rows: field.member('rows').count(),
  };
}

/** Whether a document is one of these. */
export function isAnalysis(document: Field): boolean {
  return document.has('explanations') && document.member('explanations').has('kernel_shap');
}
