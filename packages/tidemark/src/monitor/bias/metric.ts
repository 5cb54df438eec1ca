/** The bias metrics as documents name them, and what each says about the sensitive group d. */

/** Which value says that both sides are alike, and on which side of it d is worse off. */
export interface BiasMetricInfo {
  readonly description: string;
  readonly ideal: 0 | 1;
  readonly worse: 'above' | 'below';
}

const above = (description: string): BiasMetricInfo => ({ description, ideal: 0, worse: 'above' });
const below = (description: string): BiasMetricInfo => ({ description, ideal: 0, worse: 'below' });

export const BIAS_METRICS: Readonly<Record<string, BiasMetricInfo>> = {
  AD: above('Accuracy Difference (AD)'),
  CDDL: above('Conditional Demographic Disparity in Labels (CDDL)'),
  CDDPL: above('Conditional Demographic Disparity in Predicted Labels (CDDPL)'),
  CI: above('Class Imbalance (CI)'),
  DAR: above('Difference in Acceptance Rates (DAR)'),
  DCA: below('Difference in Conditional Acceptance (DCA)'),
  DCR: below('Difference in Conditional Rejection (DCR)'),
  DI: { description: 'Disparate Impact (DI)', ideal: 1, worse: 'below' },
  DPL: above('Difference in Positive Proportions in Labels (DPL)'),
  DPPL: above('Difference in Positive Proportions in Predicted Labels (DPPL)'),
  DRR: below('Difference in Rejection Rates (DRR)'),
  FT: below('Flip Test (FT)'),
  GE: above('Generalized Entropy (GE)'),
  JS: above('Jensen-Shannon Divergence (JS)'),
  KL: above('Kullback-Liebler Divergence (KL)'),
  KS: above('Kolmogorov-Smirnov Distance (KS)'),
  LP: above('L-p Norm (LP)'),
  RD: above('Recall Difference (RD)'),
  SD: above('Specificity Difference (SD)'),
  TE: above('Treatment Equality (TE)'),
  TVD: above('Total Variation Distance (TVD)'),
};
