/** What Clarify's analysis_config.json says about SHAP: how many sets, which baseline, how rows are aggregated. */
import type { AttributionAggregate } from '../../engine/attribution.js';
import { type DocumentInput, parseDocument } from '../document/parse.js';
import type { Field } from '../document/field.js';

export interface ShapConfig {
  readonly numSamples?: number;
  readonly aggregate?: AttributionAggregate;
  readonly useLogit?: boolean;
  readonly seed?: number;
  /** Rows by position or by name, or how many are chosen. */
  readonly baseline?: readonly (readonly unknown[])[] | number;
  readonly labels?: readonly string[];
}

/** Empty where nothing is said. */
export function readShapConfig(input: DocumentInput): ShapConfig {
  const root = parseDocument(input, 'analysis_config.json');
  const shap = root.optional('methods')?.optional('shap');
  const labels = root.optional('predictor')?.optional('label_headers')?.items();
  const count = (key: string): number | undefined => shap?.optional(key)?.count();
  const numSamples = count('num_samples');
  const seed = count('seed');
  const aggregate = shap?.optional('agg_method')?.oneOf(['mean_abs', 'median', 'mean_sq'] as const);
  const useLogit = shap?.optional('use_logit')?.flag();
  const baseline = shap?.optional('baseline') ? readRows(shap.member('baseline')) : count('num_clusters');
  return {
    ...(numSamples !== undefined && { numSamples }),
    ...(aggregate !== undefined && { aggregate }),
    ...(useLogit !== undefined && { useLogit }),
    ...(seed !== undefined && { seed }),
    ...(baseline !== undefined && { baseline }),
    ...(labels && { labels: labels.map((label) => label.text()) }),
  };
}

/** Rows as a list of lists; a place in a bucket is for the caller to read. */
function readRows(field: Field): readonly (readonly unknown[])[] {
  return field.items().map((row) => row.items().map(({ value }) => value));
}
