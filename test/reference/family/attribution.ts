/** Section `feature_attribution` of the family `ranking`: NDCG of live attributions against those of a baseline. */
import { computed, type ReferenceCase } from '../reference-case.ts';
import type { ReferenceFile } from '../reference-file.ts';

interface AttributionCase {
  readonly id: string;
  readonly baseline: Readonly<Record<string, number>>;
  readonly live: Readonly<Record<string, number>>;
  readonly expected: { readonly ndcg: number; readonly alert_below_0_9?: boolean };
}

const ROUNDING = 1e-12;
const THRESHOLD = 0.9;

export function readAttribution(
  file: ReferenceFile & { readonly feature_attribution?: readonly AttributionCase[] },
): ReferenceCase[] {
  return (file.feature_attribution ?? []).flatMap(({ id, baseline, live, expected }) => [
    computed(`${id}: ndcg`, expected.ndcg, file.tolerance ?? ROUNDING, (engine) => {
      return engine.attributionDrift(baseline, live).ndcg ?? Number.NaN;
    }),
    ...(expected.alert_below_0_9 === undefined
      ? []
      : [
          computed(`${id}: alert`, Number(expected.alert_below_0_9), 0, (engine) => {
            return Number((engine.attributionDrift(baseline, live).ndcg ?? Number.NaN) < THRESHOLD);
          }),
        ]),
  ]);
}
