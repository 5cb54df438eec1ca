/** Takes the place of a profiler and keeps the values of typed columns, for those who want them and no profile. */
import type { ColumnInput, Engine, IngestReport, Profiler } from '../../engine/port.js';
import { NO_PROFILE, toPartialProfiler } from '../partial-profiler.js';
import { toJavaScriptValues } from './values.js';

/** Values by name of column, null where one is missing. */
export class GatheredColumns implements Pick<Engine, 'openProfiler'> {
  readonly columns: Map<string, unknown[]> = new Map();
  #rows = 0;
  /** How many rows were complete before those that come now. */
  #start = 0;
  #sources = 0;

  /** Columns that some batches lack are missing there. */
  get report(): IngestReport {
    const none = { quarantined: 0, blankLines: 0, outside: 0, duplicates: 0, delimiter: null };
    return { sources: Math.max(1, this.#sources), rows: this.#rows, ...none, complaints: [], invalidUtf8: [] };
  }

  openProfiler(): Profiler {
    const push = (columns: readonly ColumnInput[]): void => {
      for (const column of columns) this.#push(column);
    };
    return toPartialProfiler({
      nextSource: () => {
        this.#sources += 1;
      },
      openRows: (rows) => {
        this.#start = this.#rows;
        this.#rows += rows;
      },
      closeRows: () => this.#fill(),
      pushColumns: push,
      pushColumnsAsync: async (columns) => push(columns),
      finishAsync: async () => ({ profile: NO_PROFILE, report: this.report }),
    });
  }

  #push(column: ColumnInput): void {
    let held = this.columns.get(column.name);
    if (held === undefined) {
      held = Array.from({ length: this.#start }, () => null);
      this.columns.set(column.name, held);
    }
    for (const value of toJavaScriptValues(column)) held.push(typeof value === 'bigint' ? Number(value) : value);
  }

  /** Makes all columns as long as there are rows. */
  #fill(): void {
    for (const values of this.columns.values()) while (values.length < this.#rows) values.push(null);
  }
}
