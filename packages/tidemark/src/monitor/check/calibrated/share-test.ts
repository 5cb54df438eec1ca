/** Whether values fail a condition more often than they did in the baseline: Fisher's exact test, one-sided. */
import type { Engine, Share } from '../../../engine/port.js';
import type { Draft } from './finding.js';

/** The p-value, and the part of a violation that follows from the two shares. */
export interface ShareComparison {
  readonly pValue: number;
  readonly hasGrown: boolean;
  readonly evidence: Pick<Draft, 'measure' | 'value' | 'expected' | 'effect' | 'counts'>;
}

export function compareFailing(engine: Engine, baseline: Share, current: Share): ShareComparison {
  const before = toFraction(baseline);
  const now = toFraction(current);
  return {
    pValue: engine.compareShares(baseline, current),
    hasGrown: now > before,
    evidence: {
      measure: { id: 'fisher', variant: 'greater' },
      value: now,
      expected: before,
      effect: now - before,
      counts: { reference: baseline.total, current: current.total },
    },
  };
}

function toFraction({ failing, total }: Share): number {
  return total === 0 ? 0 : failing / total;
}
