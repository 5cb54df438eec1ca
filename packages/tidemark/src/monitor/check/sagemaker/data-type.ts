/** `data_type_check`: the share of present values of the expected type is at least the threshold. */
import { countMatching } from '../value-kinds.js';
import { type ComparedFeature, type Outcome, violated } from './feature.js';
import { describeDataType } from './wording.js';

export function checkDataType({ constraints, monitoring, current }: ComparedFeature): Outcome {
  const { inferred_type: type, name } = constraints;
  if (current.counts.present === 0 || type === 'Unknown') return null;
  const threshold = monitoring.datatype_check_threshold;
  const observed = countMatching(type, current.counts, 'sagemaker') / current.counts.present;
  return observed < threshold ? violated(name, 'data_type_check', describeDataType(type, threshold, observed)) : null;
}
