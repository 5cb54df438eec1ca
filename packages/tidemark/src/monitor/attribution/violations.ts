/** A changed order of features: Model Monitor's four keys, and with our verdict what it rests on. */
import type { Field } from '../document/field.js';

export const CHECK_TYPE = 'feature_attribution_drift_check';

/** Below it the order has changed too much. Model Monitor knows no other. */
export const THRESHOLD = 0.9;

/** The numbers behind a violation of ours. */
export interface AttributionEvidence {
  /** Normalised discounted cumulative gain. */
  readonly value: number;
  readonly expected: number;
  /** Null where no rows say how sure the value is. */
  readonly interval: readonly [lowest: number, highest: number] | null;
  readonly counts: { readonly reference: number | null; readonly current: number | null };
  readonly reproduce: string | null;
}

export interface AttributionViolation extends Partial<AttributionEvidence> {
  readonly label: string;
  readonly metric_name: 'shap';
  readonly constraint_check_type: typeof CHECK_TYPE;
  readonly description: string;
}

/** Whether these are violations of attributions; of an empty list nobody can say. */
export function isAttributionViolations(root: Field): boolean {
  const first = root.optional('violations')?.items()[0];
  return first?.optional('constraint_check_type')?.value === CHECK_TYPE;
}

export function readAttributionViolations(root: Field): AttributionViolation[] {
  return root.member('violations').items().map(readViolation);
}

function readViolation(field: Field): AttributionViolation {
  return {
    label: field.member('label').text(),
    metric_name: field.member('metric_name').oneOf(['shap']),
    constraint_check_type: field.member('constraint_check_type').oneOf([CHECK_TYPE]),
    description: field.member('description').text(),
    ...(field.has('counts') && readEvidence(field)),
  };
}

function readEvidence(field: Field): AttributionEvidence {
  const counts = field.member('counts');
  const interval = field.optional('interval')?.finites();
  return {
    value: field.member('value').finite(),
    expected: field.member('expected').finite(),
    interval: interval ? [interval[0] ?? 0, interval[1] ?? 0] : null,
    counts: {
      reference: counts.optional('reference')?.count() ?? null,
      current: counts.optional('current')?.count() ?? null,
    },
    reproduce: field.optional('reproduce')?.text() ?? null,
  };
}
