/** What became of labels and of records when they were joined. */
import type { Field } from '../document/field.js';

export interface JoinSummary {
  /** Capture records of the window. */
  readonly records: number;
  /** Those of them with a label. */
  readonly joined: number;
  readonly recordsWithoutLabel: number;
  /** Label records, each counted; of several for one id the last is used. */
  readonly labels: number;
  readonly duplicateLabels: number;
  readonly labelsWithoutRecord: number;
  /** Label records that could not be read. */
  readonly unreadableLabels: number;
  /** How many records of each age have their label, the youngest first; ages are counted back from the end of the window. */
  readonly maturity: readonly Maturity[];
}

export interface Maturity {
  /** Whole hours since the inference, at least so many; up to the next entry. */
  readonly ageHours: number;
  readonly records: number;
  readonly joined: number;
}

const COUNTS = [
  'records',
  'joined',
  'recordsWithoutLabel',
  'labels',
  'duplicateLabels',
  'labelsWithoutRecord',
  'unreadableLabels',
] as const;

export function readJoinSummary(field: Field): JoinSummary {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, field.member(name).count()])) as Record<
    (typeof COUNTS)[number],
    number
  >;
  const maturity = field
    .member('maturity')
    .items()
    .map((each) => ({
      ageHours: each.member('ageHours').count(),
      records: each.member('records').count(),
      joined: each.member('joined').count(),
    }));
  return { ...counts, maturity };
}
