/** A feature as our checks see it: what should hold, what the baseline suggests, and both columns. */
import type { Engine, Profile } from '../../../engine/port.js';
import type { ColumnStatistics } from '../../../engine/statistics.js';
import type { Baseline } from '../../baseline/baseline.js';
import { resolveMonitoring } from '../../constraint/monitoring-config.js';
import type { FeatureConstraints, MonitoringConfig } from '../../document/constraints.js';
import type { FeatureStatistics } from '../../document/statistics.js';
import { findRole } from '../../suggest/find-role.js';
import { suggestFeature } from '../../suggest/suggest.js';
import { fromDocument, fromProfile, type Reference } from './reference.js';

/** Both sides of a feature. */
export interface ComparedFeature {
  readonly name: string;
  readonly constraints: FeatureConstraints;
  readonly monitoring: MonitoringConfig;
  /** The constraints that the baseline's own statistics suggest; a bound that differs was written by hand. */
  readonly suggested: FeatureConstraints | null;
  readonly reference: Reference | null;
  readonly current: ColumnStatistics;
  /** Why only bounds written by hand are judged: the column names or dates its records. Null for any other column. */
  readonly apart: string | null;
}

/** What every check of a window shares. */
export interface Window {
  readonly engine: Engine;
  readonly profile: Profile;
  readonly falseAlarmRate: number;
}

const ROLE_TEXTS = { identifier: 'an identifier', timestamp: 'a timestamp' } as const;

/** Makes the function that puts both sides of a feature together. The profile, where there is one, is the baseline's. */
export function createComparison(
  baseline: Baseline,
  profile: Profile | null,
): (constraints: FeatureConstraints, current: ColumnStatistics) => ComparedFeature {
  const columns = new Set(profile?.outline().columns);
  const documented = new Map(baseline.statistics?.features.map((feature) => [feature.name, feature]));
  return (constraints, current) => {
    const { name } = constraints;
    const statistics = documented.get(name);
    return {
      name,
      constraints,
      monitoring: resolveMonitoring(baseline.constraints, constraints),
      suggested: statistics ? suggestFeature(statistics, 'tidemark') : null,
      reference:
        profile !== null && columns.has(name)
          ? fromProfile(profile, profile.columnStatistics(name))
          : statistics
            ? fromDocument(statistics)
            : null,
      current,
      apart: describeRole(constraints, statistics),
    };
  };
}

function describeRole({ tidemark }: FeatureConstraints, statistics: FeatureStatistics | undefined): string | null {
  const role = tidemark?.role ?? 'feature';
  if (role === 'feature') return null;
  const found = statistics ? findRole(statistics) : null;
  const reason = found?.role === role ? found.reason : 'constraints.json says so';
  return `the column is taken as ${ROLE_TEXTS[role]}: ${reason}`;
}
