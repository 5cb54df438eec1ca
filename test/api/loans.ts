/** Simulated loans: what a model sees of them, its score, and whether they failed. */
import { Random } from '../support/random.ts';

export type Loan = {
  readonly income: number;
  readonly debt: number;
  readonly region: string;
  readonly risk: number;
  readonly bad: number;
};

export interface Draw {
  readonly seed: number;
  readonly count: number;
  /** Debts are spread from here to 1; where there is more debt, the score says less. Default 0. */
  readonly debtFrom?: number;
  /** Whether loans fail by chance alone, whatever their score. */
  readonly isTurned?: boolean;
}

export function drawLoans({ seed, count, debtFrom = 0, isTurned = false }: Draw): Loan[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const income = random.uniform();
    const debt = debtFrom + (1 - debtFrom) * random.uniform();
    const region = ['north', 'south', 'west'][Math.floor(random.uniform() * 3)] ?? 'north';
    // From nearly certain at no debt to nearly a coin at full debt.
    const spread = 0.48 - 0.38 * debt;
    const chance = income < 0.5 ? 0.5 + spread : 0.5 - spread;
    const bad = Number(random.uniform() < (isTurned ? 0.5 : chance));
    return { income, debt, region, risk: chance, bad };
  });
}
