/** The violations of a data set, each leading to its feature. */
import type { StoredResult } from '../../monitor/check/check-result.js';
import { toChangeText } from '../drift-impact.js';
import type { DrawnFeature } from '../features.js';
import { toCheckName, toPValueText, toQuantityText, toShortText } from '../plain.js';
import { LONGEST_NAME } from './feature-section.js';
import { html, type Markup } from './markup.js';
import { toViolationsTable } from './violations-table.js';

export function toViolationSection(
  { violations, impact: cost }: Pick<StoredResult, 'violations' | 'impact'>,
  features: readonly DrawnFeature[],
): Markup | null {
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const hasImpact = violations.some(({ impact }) => impact !== undefined);
  const lines = violations.map((violation) => {
    const { feature_name: name, constraint_check_type: check, description, value, expected } = violation;
    const place = features.find((feature) => feature.violations.includes(violation));
    const text = toShortText(name, LONGEST_NAME);
    const evidence = [
      ['observed', toQuantityText(value)],
      ['expected', toQuantityText(expected)],
      ['p adjusted', toPValueText(violation.adjustedPValue)],
      ...(cost ? [[`change of ${cost.metric}`, toChangeText(violation.estimatedChange)] as const] : []),
      ...(hasImpact ? [['impact', toQuantityText(violation.impact)] as const] : []),
    ] as const;
    return {
      subject: place ? html`<a href="#${place.id}">${text}</a>` : text,
      check: toCheckName(check),
      what: description,
      numbers: hasEvidence ? evidence : [],
    };
  });
  return toViolationsTable(['feature', 'check'], lines);
}
