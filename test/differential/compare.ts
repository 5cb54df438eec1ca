/** One data set, taken in by every engine in every way; all must come to the same bytes. */
import type { Engine, Profile } from '../../packages/tidemark/dist/engine/port.js';
import { type DataSet, type Part, sliceColumns } from './data-set.ts';
import type { Random } from '../support/random.ts';

/** An engine, or one at a level of instructions that `use` brings about. */
export interface Contender {
  readonly name: string;
  readonly engine: Engine;
  use(): void;
}

/** What differs, in words; nothing when all agree. */
export function findDifference(data: DataSet, contenders: readonly Contender[], random: Random): string | undefined {
  const [first] = contenders as [Contender, ...Contender[]];
  first.use();
  const expected = takeOut(takeIn(first.engine, data, data.whole, Number.POSITIVE_INFINITY));
  for (const contender of contenders) {
    const { name, engine, use } = contender;
    use();
    const piece = 1 + random.below(data.whole.length > 5000 ? 5000 : 200);
    if (takeOut(takeIn(engine, data, data.whole, piece)) !== expected) return `${name}, in pieces of ${piece}`;
    const profiles = random.shuffle(data.parts).map((part) => takeIn(engine, data, part, piece));
    const merged = engine.mergeProfiles(profiles);
    for (const profile of profiles) profile[Symbol.dispose]();
    if (takeOut(merged) !== expected) return `${name}, ${data.parts.length} parts merged in another order`;
  }
  return undefined;
}

function takeIn(engine: Engine, { form }: DataSet, part: Part, piece: number): Profile {
  const profiler = engine.openProfiler({ format: form });
  if (part instanceof Uint8Array) {
    const step = Math.min(piece, Math.max(part.length, 1));
    for (let start = 0; start < part.length; start += step) profiler.pushBytes(part.subarray(start, start + step));
  } else {
    const rows = part[0]?.values.length ?? 0;
    const step = Math.min(piece, Math.max(rows, 1));
    // Columns without rows are columns all the same.
    for (let start = 0; start === 0 || start < rows; start += step) {
      profiler.pushColumns(sliceColumns(part, start, Math.min(start + step, rows)));
    }
  }
  return profiler.finish().profile;
}

function takeOut(profile: Profile): string {
  using kept = profile;
  return Buffer.from(kept.toBytes()).toString('base64');
}
