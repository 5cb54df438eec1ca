/** The errors of bias. */
import { invalidArgument, type TidemarkError } from '../../engine/errors.js';

/** Rows of which nobody said what is to be compared. */
export function noConfig(): TidemarkError {
  return invalidArgument(
    "expected `analysisConfig`, Clarify's analysis_config.json, which names label and facets, found none; only a baseline that was saved with it needs none",
  );
}

/** Options of ours, of which Clarify knows nothing. */
export function notOfClarify(option: string): TidemarkError {
  return invalidArgument(
    `expected no \`${option}\` with \`compat: 'sagemaker'\`, found it; Clarify has no such choice`,
  );
}

/** No bias where a document of it is needed. */
export function noAnalysis(name: string): TidemarkError {
  return invalidArgument(`expected pre_training_bias_metrics or post_training_bias_metrics in ${name}, found neither`);
}

/** Columns by position where nothing says which these are. */
export function noHeaders(index: number): TidemarkError {
  return invalidArgument(
    `expected \`headers\` in the analysis configuration, which gives a column by its position, ${index}, found none; add them or give names`,
  );
}
