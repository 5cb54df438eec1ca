/** The shape of constraint_violations.json: Model Monitor's three keys, and with our verdict what it rests on. */

/** The numbers behind a violation, and the command that finds it again. */
export interface Evidence {
  /** The measure used; null where values were counted against a bound. */
  readonly measure: { readonly id: string; readonly variant: string } | null;
  readonly value: number | null;
  readonly expected: number | null;
  /** The chance of a value at least as far off, had nothing changed; null where the bound is exact. */
  readonly pValue: number | null;
  /** The p-value corrected for all tests of the window. */
  readonly adjustedPValue: number | null;
  readonly effect: number | null;
  readonly counts: { readonly reference: number | null; readonly current: number };
  readonly smallestDetectableShift: number | null;
  /** The effect times the feature's share of what moves the model; absent where attributions are not known. */
  readonly impact?: number;
  /** How much the feature's drift alone changes the metric that `impact` of the result names; absent where nobody can tell. */
  readonly estimatedChange?: number;
  /** Null where a side has no name that a command line could give. */
  readonly reproduce: string | null;
}

/** A constraint that did not hold. */
export interface Violation extends Partial<Evidence> {
  readonly feature_name: string;
  readonly constraint_check_type: string;
  readonly description: string;
}

/** constraint_violations.json. */
export interface ViolationsDocument {
  readonly violations: readonly Violation[];
}
