/**
 * Documents as they are shared: they name a value only where it stands in enough rows to give nobody away. The other
 * values are counted, and stay in the profile, from which a stored baseline gets them back.
 */
import type { Profile } from '../../engine/port.js';
import type { ConstraintsDocument, FeatureConstraints } from './constraints.js';
import type { CategoricalBucket, FeatureStatistics, StatisticsDocument } from './statistics.js';

/** A value of fewer rows is not named. */
export const FEWEST_ROWS = 10;

interface Documents {
  readonly statistics: StatisticsDocument | null;
  readonly constraints: ConstraintsDocument;
}

/** With the values that stand in ten rows or more here, or in what the data set is compared with. */
export function nameCommonValues<T extends Documents>(documents: T, compared: StatisticsDocument | null = null): T {
  const { statistics, constraints } = documents;
  if (statistics === null) return documents;
  const rare = findRareValues(statistics, compared);
  return { ...documents, statistics: dropValues(statistics, rare), constraints: dropDomains(constraints, rare) };
}

/** The same for statistics alone. */
export function nameCommonStatistics(
  statistics: StatisticsDocument,
  compared: StatisticsDocument | null = null,
): StatisticsDocument {
  return dropValues(statistics, findRareValues(statistics, compared));
}

/** Values that are not to be named, by the name of their feature. */
type RareValues = ReadonlyMap<string, ReadonlySet<string>>;

function findRareValues(statistics: StatisticsDocument, compared: StatisticsDocument | null): RareValues {
  const others = new Map(compared?.features.map((feature) => [feature.name, feature]));
  const entries = statistics.features.map((feature) => {
    const common = new Set(
      [feature, others.get(feature.name)]
        .flatMap((side) => (side && toBuckets(side)) ?? [])
        .filter(({ count }) => count >= FEWEST_ROWS)
        .map(({ value }) => value),
    );
    const values = (toBuckets(feature) ?? []).map(({ value }) => value);
    return [feature.name, new Set(values.filter((value) => !common.has(value)))] as const;
  });
  return new Map(entries.filter(([, values]) => values.size > 0));
}

function dropValues(statistics: StatisticsDocument, rare: RareValues): StatisticsDocument {
  const features = statistics.features.map((feature) => {
    const values = rare.get(feature.name);
    const buckets = toBuckets(feature);
    return values && buckets
      ? withBuckets(
          feature,
          buckets.filter(({ value }) => !values.has(value)),
        )
      : feature;
  });
  return { ...statistics, features };
}

function dropDomains(constraints: ConstraintsDocument, rare: RareValues): ConstraintsDocument {
  const features = constraints.features.map((feature): FeatureConstraints => {
    const { string_constraints: strings, ...others } = feature;
    const values = rare.get(feature.name);
    const domains = strings?.domains.filter((value) => !values?.has(value)) ?? [];
    const rareValues = (strings?.domains.length ?? 0) - domains.length;
    if (rareValues === 0) return feature;
    const named = domains.length === 0 ? others : { ...feature, string_constraints: { domains } };
    return { ...named, tidemark: { ...feature.tidemark, rareValues } };
  });
  return { ...constraints, features };
}

/** Statistics with the values that the profile of the same data knows. */
export function completeStatistics(statistics: StatisticsDocument, profile: Profile): StatisticsDocument {
  const columns = new Set(profile.outline().columns);
  const features = statistics.features.map((feature) => {
    if (countUnnamed(feature) === 0 || !columns.has(feature.name)) return feature;
    const { counts, text } = profile.columnStatistics(feature.name);
    const isSameData = counts.present === feature.string_statistics?.common.num_present;
    return isSameData && text?.values ? withBuckets(feature, text.values) : feature;
  });
  return { ...statistics, features };
}

/** Domains with the rare values that the statistics know; where they do not, the constraint goes on saying so. */
export function completeDomains(
  constraints: ConstraintsDocument,
  statistics: StatisticsDocument | null,
): ConstraintsDocument {
  const documented = new Map(statistics?.features.map((feature) => [feature.name, feature]));
  const features = constraints.features.map((feature): FeatureConstraints => {
    const { rareValues, ...own } = feature.tidemark ?? {};
    const known = documented.get(feature.name);
    if (rareValues === undefined || known === undefined || countUnnamed(known) > 0) return feature;
    const rare = (toBuckets(known) ?? []).filter(({ count }) => count < FEWEST_ROWS).map(({ value }) => value);
    const domains = new Set([...(feature.string_constraints?.domains ?? []), ...rare]);
    const { tidemark: _, ...others } = feature;
    const completed = { ...others, string_constraints: { domains: [...domains] } };
    return Object.keys(own).length === 0 ? completed : { ...completed, tidemark: own };
  });
  return { ...constraints, features };
}

/** In how many rows stand values that statistics of ours leave unnamed; where values are too many to list, in none. */
export function countUnnamed(feature: FeatureStatistics): number {
  const buckets = toBuckets(feature);
  if (buckets === undefined || feature.tidemark === undefined) return 0;
  const present = feature.string_statistics?.common.num_present ?? 0;
  return present - buckets.reduce((sum, { count }) => sum + count, 0);
}

function toBuckets(feature: FeatureStatistics): readonly CategoricalBucket[] | undefined {
  return feature.string_statistics?.distribution?.categorical.buckets;
}

function withBuckets(feature: FeatureStatistics, buckets: readonly CategoricalBucket[]): FeatureStatistics {
  const { string_statistics: strings } = feature;
  if (strings === undefined) return feature;
  return { ...feature, string_statistics: { ...strings, distribution: { categorical: { buckets } } } };
}
