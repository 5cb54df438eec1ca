/** Whether the attributions of rows are spread as in the baseline, feature by feature, against its profile. */
import type { AttributionDrift, AttributionRows, FeatureAttributionDrift } from '../../engine/attribution.js';
import type { Engine, Profile } from '../../engine/port.js';

/** The same drift with a test of each feature that the profile holds, adjusted over them. */
export function testFeatures(
  engine: Engine,
  drift: AttributionDrift,
  profile: Profile,
  rows: AttributionRows,
): AttributionDrift {
  const { rows: count, columns } = profile.outline();
  const known = new Set(columns);
  const tested = drift.features.map((feature): FeatureAttributionDrift => {
    const values = rows[feature.feature];
    if (values === undefined || !known.has(feature.feature)) return feature;
    const { value, pValue } = engine.measure('ks', { profile, column: feature.feature }, { values });
    return { ...feature, distance: value, pValue };
  });
  const found = tested.filter(({ pValue }) => pValue !== null);
  const adjusted = engine.adjustPValues(found.map(({ pValue }) => pValue ?? 1));
  const adjustedOf = new Map(found.map((feature, index) => [feature, adjusted[index] ?? null]));
  return {
    ...drift,
    rows: [count, drift.rows[1]],
    features: tested.map((feature) => ({ ...feature, adjustedPValue: adjustedOf.get(feature) ?? null })),
  };
}
