/** What a check of attributions found. */
import type { AttributionDrift, FeatureAttributionDrift } from '../../engine/attribution.js';
import type { IngestReport } from '../../engine/port.js';
import type { Reading } from '../reading.js';
import type { LabelAttributions } from './analysis.js';
import type { AttributionViolation } from './violations.js';

export type { AttributionDrift, FeatureAttributionDrift };

/** What could not be judged, and why: a label, or a feature of one. */
export interface AttributionNotEvaluated {
  readonly label: string;
  readonly feature?: string;
  readonly reason: string;
}

/** How the attributions of one output have changed. */
export interface LabelDrift {
  readonly label: string;
  readonly drift: AttributionDrift;
}

export interface AttributionVerdict {
  readonly violations: readonly AttributionViolation[];
  readonly notEvaluated: readonly AttributionNotEvaluated[];
  /** Of every label that could be compared. */
  readonly drifts: readonly LabelDrift[];
}

/** The verdict, and the two sides it is about. */
export interface AttributionCheck extends AttributionVerdict {
  readonly monitor: 'attribution';
  readonly reading: Reading;
  /** Null where Model Monitor's rules decide, which know none. */
  readonly falseAlarmRate: number | null;
  readonly attributions: readonly LabelAttributions[];
  /** Null for a result that Model Monitor wrote. */
  readonly baselineAttributions: readonly LabelAttributions[] | null;
  /** Null where a document was checked, and for a result that Model Monitor wrote. */
  readonly report: IngestReport | null;
  readonly reproduce: string | null;
}
