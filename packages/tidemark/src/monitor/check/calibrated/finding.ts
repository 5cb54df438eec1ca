/** What a single check of a feature comes to, before the tests of the window are judged together. */
import type { Evidence } from '../../document/violations.js';
import type { CheckKind, NotEvaluated } from '../check-result.js';

/** A violation to be, if the verdict is that it is one. */
export interface Draft extends Omit<Evidence, 'pValue' | 'adjustedPValue' | 'reproduce'> {
  readonly feature: string;
  readonly check: CheckKind;
  readonly description: string;
  /** Whether values of another type than the baseline's are enough to explain it. */
  readonly followsType: boolean;
}

/** `violated`: an exact bound was broken. `tested`: chance decides; `isRelevant` is whether the change is large enough. */
export type Finding =
  | { readonly outcome: 'violated'; readonly draft: Draft }
  | { readonly outcome: 'tested'; readonly draft: Draft; readonly pValue: number; readonly isRelevant: boolean }
  | { readonly outcome: 'not-evaluated'; readonly entry: NotEvaluated };

/** The parts of a draft that say what was compared with what; the rest is unknown until said otherwise. */
type DraftInput = Pick<Draft, 'feature' | 'check' | 'description' | 'counts'> & Partial<Draft>;

const UNKNOWN = {
  measure: null,
  value: null,
  expected: null,
  effect: null,
  smallestDetectableShift: null,
  followsType: false,
} as const;

export function violated(draft: DraftInput): Finding {
  return { outcome: 'violated', draft: { ...UNKNOWN, ...draft } };
}

export function tested(draft: DraftInput, pValue: number, isRelevant: boolean): Finding {
  return { outcome: 'tested', draft: { ...UNKNOWN, ...draft }, pValue, isRelevant };
}

export function notEvaluated(feature: string, check: CheckKind, reason: string): Finding {
  return { outcome: 'not-evaluated', entry: { feature, check, reason } };
}
