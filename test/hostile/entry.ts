/** An entry of a file of hostile inputs: what comes in, where, and what must become of it. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Expectation {
  readonly outcome: 'accept' | 'reject' | 'quarantine' | 'either' | (string & {});
  /** What else must hold, such as `rows=1, quarantined=2` or `mean finite`. */
  readonly then?: string;
  /** The kind of error, such as `InvalidData`. */
  readonly error?: string;
  /** Of a request that is refused: the statuses that will do. */
  readonly status?: readonly number[];
  readonly invariant?: string;
  readonly max_ms?: number;
  readonly max_rss_mb?: number;
  readonly why?: string;
}

export interface Entry {
  readonly id: string;
  readonly target: string;
  readonly input: unknown;
  readonly expect: Expectation;
}

export async function* readEntries(file: string): AsyncGenerator<Entry> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield JSON.parse(line) as Entry;
  }
}
