/** The descriptions of violations, word for word as Model Monitor writes them; those it never published, by analogy. */
import { toJavaText } from '../../document/java-number.js';

export function describeDataType(type: string, threshold: number, observed: number): string {
  return `Data type match requirement is not met. Expected data type: ${type}, Expected match: ${toPercentText(threshold)}. Observed: Only ${toPercentText(observed)} of data is ${type}.`;
}

export function describeCompleteness(expected: number, observed: number): string {
  return `Data completeness requirement is not met. Expected: ${toPercentText(expected)}. Observed: Only ${toPercentText(observed)}.`;
}

export function describeDrift(distance: number, threshold: number): string {
  return `Baseline drift distance: ${toJavaText(distance)} exceeds threshold: ${toJavaText(threshold)}`;
}

export function describePValue(pValue: number, threshold: number): string {
  return `Baseline drift p-value: ${toJavaText(pValue)} is below threshold: ${toJavaText(threshold)}`;
}

export function describeColumnCount(kind: 'extra' | 'missing', current: number, baseline: number): string {
  return `There are ${kind} columns in current dataset. Number of columns in current dataset: ${current}, Number of columns in baseline constraints: ${baseline}`;
}

export function describeDomain(threshold: number, observed: number): string {
  return `Domain content requirement is not met. Expected match: ${toPercentText(threshold)}. Observed: Only ${toPercentText(observed)} of data is in the domain.`;
}

function toPercentText(fraction: number): string {
  return `${toJavaText(fraction * 100)}%`;
}
