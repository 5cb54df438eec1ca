/** The two sides of a comparison; null where a side has nothing to show. */

export interface Sides<T> {
  readonly baseline: T | null;
  readonly current: T | null;
}

export type Side = keyof Sides<unknown>;

/** In the order in which they are drawn. */
export const SIDES: readonly Side[] = ['baseline', 'current'];
