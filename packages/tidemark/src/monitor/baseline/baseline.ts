/** What a window is checked against: statistics, constraints and, where there is one, the profile behind them. */
import type { IngestReport, Profile } from '../../engine/port.js';
import type { CategoricalDriftMethod, ConstraintsDocument } from '../document/constraints.js';
import { completeDomains, completeStatistics } from '../document/common-values.js';
import { readProfileStatistics, toStatisticsDocument } from '../document/from-profile.js';
import type { StatisticsDocument } from '../document/statistics.js';
import type { Reading } from '../reading.js';
import { suggestConstraints } from '../suggest/suggest.js';

/** A baseline. Its bytes are those of `profile.tide`; a baseline made elsewhere has none. */
export interface Baseline {
  /** Null where only constraints are known. */
  readonly statistics: StatisticsDocument | null;
  readonly constraints: ConstraintsDocument;
  readonly profile: Uint8Array | null;
  /** What was read to make it; null for a baseline that was stored. */
  readonly report: IngestReport | null;
  /** How a command line names it; null where it cannot. */
  readonly names: readonly string[] | null;
}

/** A data set that was read just now. */
export interface DataSet {
  readonly profile: Profile;
  readonly report: IngestReport;
  readonly names: readonly string[] | null;
}

/** Makes a baseline of a data set, constraints suggested from its statistics. */
export async function suggestBaseline(
  data: DataSet,
  reading: Reading,
  driftMethod?: CategoricalDriftMethod,
): Promise<Baseline & { readonly statistics: StatisticsDocument }> {
  // Before the statistics: the engine needs as much memory again for a moment, and they keep theirs.
  const profile = data.profile.toBytes();
  const statistics = toStatisticsDocument(await readProfileStatistics(data.profile, reading), reading);
  return {
    statistics,
    constraints: suggestConstraints(statistics, reading, driftMethod && { categorical_drift_method: driftMethod }),
    profile,
    report: data.report,
    names: data.names,
  };
}

/** The parts of a stored baseline, as many as there are. */
export interface BaselineParts {
  readonly statistics: StatisticsDocument | null;
  readonly constraints: ConstraintsDocument | null;
  /** Its bytes, and the profile that they are. */
  readonly profile: { readonly bytes: Uint8Array; readonly opened: Profile } | null;
}

/** Puts a stored baseline together; what is missing is read from what is there. */
export async function assembleBaseline(
  parts: BaselineParts,
  names: readonly string[] | null,
  reading: Reading,
): Promise<Baseline> {
  const { profile } = parts;
  const statistics = await findStatistics(parts);
  const suggested = statistics && suggestConstraints(statistics, parts.statistics ? reading : 'tidemark');
  return {
    statistics,
    constraints: completeDomains(parts.constraints ?? suggested ?? { version: 0, features: [] }, statistics),
    profile: profile?.bytes ?? null,
    report: null,
    names,
  };
}

async function findStatistics({ statistics, profile }: BaselineParts): Promise<StatisticsDocument | null> {
  if (profile === null) return statistics;
  return statistics === null
    ? toStatisticsDocument(await readProfileStatistics(profile.opened, 'tidemark'), 'tidemark')
    : completeStatistics(statistics, profile.opened);
}
