/** What one input came to at its entry point, with the time and memory that took. */
import { type Baseline, isTidemarkError } from 'tidemark';

/** What is known after an attempt, by name, for expectations to refer to. */
export type Facts = Readonly<Record<string, number | string | null>>;

/** What a report made of a text; `live` is what must not be. */
export type ReportOutcome = 'inert' | 'neutralise' | 'live';

export interface Attempt {
  readonly outcome: 'accept' | 'reject' | 'quarantine' | 'crash' | ReportOutcome;
  readonly facts: Facts;
  /** The code of a typed error, the text of any other. */
  readonly error: string | null;
  readonly message: string;
  readonly durationMs: number;
  readonly rssGrowthMb: number;
}

const MEGABYTE = 1024 * 1024;

/** Watches the memory of this process while an input is read. */
export class MemoryWatch {
  readonly #before = process.memoryUsage.rss();
  #peak = this.#before;

  look(): void {
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss());
  }

  get growthMb(): number {
    this.look();
    return (this.#peak - this.#before) / MEGABYTE;
  }
}

export async function attempt(run: (watch: MemoryWatch) => Promise<Baseline | ReportOutcome>): Promise<Attempt> {
  const watch = new MemoryWatch();
  const startedAt = performance.now();
  const measure = () => ({ durationMs: performance.now() - startedAt, rssGrowthMb: watch.growthMb });
  try {
    const made = await run(watch);
    if (typeof made === 'string') return { outcome: made, facts: {}, error: null, message: '', ...measure() };
    const outcome = (made.report?.quarantined ?? 0) > 0 ? 'quarantine' : 'accept';
    return { outcome, facts: toFacts(made), error: null, message: '', ...measure() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isTyped = isTidemarkError(error) && error.code !== 'internal';
    const code = isTidemarkError(error) ? error.code : message;
    return { outcome: isTyped ? 'reject' : 'crash', facts: {}, error: code, message, ...measure() };
  }
}

/** Facts of the data set, and of its first feature. */
function toFacts({ report, statistics }: Baseline): Facts {
  const [feature] = statistics?.features ?? [];
  const numbers = feature?.numerical_statistics;
  const common = numbers?.common ?? feature?.string_statistics?.common;
  const complaints = (report?.complaints ?? []).map(({ kind, count }) => [kind, count] as const);
  return {
    rows: report?.rows ?? statistics?.dataset.item_count ?? null,
    records: report?.rows ?? null,
    duplicates: report?.duplicates ?? null,
    quarantined: report?.quarantined ?? null,
    blankLines: report?.blankLines ?? null,
    delimiter: report?.delimiter ?? null,
    columns: statistics?.features.length ?? null,
    name: feature?.name ?? null,
    type: feature?.inferred_type ?? null,
    present: common?.num_present ?? null,
    missing: common?.num_missing ?? null,
    mean: numbers?.mean ?? null,
    sum: numbers?.sum ?? null,
    min: numbers?.min ?? null,
    max: numbers?.max ?? null,
    nan: feature?.tidemark?.counts.nan ?? null,
    ...Object.fromEntries(complaints),
  };
}
