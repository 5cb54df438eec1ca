/** How typed columns are read, and what reading them finds out besides their values. */
import type { Selection } from './selection.js';

/** What the numbers of a column are: milliseconds of UTC for dates and times, the nearest doubles of decimals. */
export type LogicalType = 'date' | 'time' | 'timestamp' | 'duration' | 'decimal';

export interface ColumnReading {
  readonly selection: Selection;
  readonly logicalTypes: Map<string, LogicalType>;
  /** Texts that spell a missing value, in UTF-8. */
  readonly missing: readonly Uint8Array[];
  /** Everything as text, as Model Monitor's own states need it. */
  readonly isText: boolean;
}
