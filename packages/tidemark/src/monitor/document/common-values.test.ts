import { describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/entry/node.js';
import { assembleBaseline, suggestBaseline } from '../baseline/baseline.js';
import { checkDataQuality } from '../check/check.js';
import { nameCommonStatistics, nameCommonValues } from './common-values.js';

const engine = await createEngine();

/** A column of text in which each value stands so often. */
function read(counts: Readonly<Record<string, number>>) {
  const rows = Object.entries(counts).flatMap(([value, count]) => Array.from({ length: count }, () => value));
  const profiler = engine.openProfiler();
  profiler.pushBytes(new TextEncoder().encode(['x', ...rows, ''].join('\n')));
  return { ...profiler.finish(), names: null };
}

const made = await suggestBaseline(read({ often: 300, ten: 10, nine: 9, once: 1 }), 'tidemark');
const shared = nameCommonValues(made);

function open({ statistics, constraints }: Pick<typeof made, 'statistics' | 'constraints'>, hasProfile: boolean) {
  const profile = hasProfile && made.profile ? { bytes: made.profile, opened: engine.readProfile(made.profile) } : null;
  return assembleBaseline({ statistics, constraints, profile }, null, 'tidemark');
}

describe('documents as they are shared', () => {
  it('name values of ten rows or more, and count the others', () => {
    const [feature] = shared.statistics.features;
    expect(feature?.string_statistics).toEqual({
      common: { num_present: 320, num_missing: 0 },
      distinct_count: 4,
      distribution: {
        categorical: {
          buckets: [
            { value: 'often', count: 300 },
            { value: 'ten', count: 10 },
          ],
        },
      },
    });
    expect(shared.constraints.features[0]).toMatchObject({
      string_constraints: { domains: ['often', 'ten'] },
      tidemark: { rareValues: 2 },
    });
  });

  it('name a value that is common in what they are compared with', async () => {
    const { statistics } = await suggestBaseline(read({ nine: 50, other: 50 }), 'tidemark');
    const named = nameCommonStatistics(made.statistics, statistics).features[0]?.string_statistics?.distribution;
    expect(named?.categorical.buckets.map(({ value }) => value)).toEqual(['often', 'ten', 'nine']);
  });

  it('have no domain where no value is common', async () => {
    const rare = nameCommonValues(await suggestBaseline(read({ a: 9, b: 8 }), 'tidemark'));
    expect(rare.constraints.features[0]).not.toHaveProperty('string_constraints');
    expect(rare.constraints.features[0]?.tidemark).toEqual({ rareValues: 2 });
  });

  it('are whole again beside their profile, with what was written by hand', async () => {
    expect(await open(shared, true)).toMatchObject({ statistics: made.statistics, constraints: made.constraints });
    const edited = shared.constraints.features.map((each) => ({ ...each, string_constraints: { domains: ['new'] } }));
    const { constraints } = await open({ ...shared, constraints: { ...shared.constraints, features: edited } }, true);
    expect(constraints.features[0]?.string_constraints?.domains).toEqual(['new', 'nine', 'once']);
  });

  it('leave without their profile new values and drift unjudged, and say why', async () => {
    const window = { engine, current: read({ often: 300, never: 50 }), reading: 'tidemark', reproduce: null } as const;
    const judge = async (hasProfile: boolean) =>
      checkDataQuality({ ...window, baseline: await open(shared, hasProfile) });
    expect((await judge(true)).violations.map((each) => each.constraint_check_type)).toEqual([
      'categorical_values_check',
      'baseline_drift_check',
    ]);
    const { violations, notEvaluated } = await judge(false);
    expect(violations).toEqual([]);
    expect(notEvaluated).toMatchObject([
      { check: 'categorical_values_check', reason: expect.stringContaining('profile.tide') as string },
      { check: 'baseline_drift_check', reason: expect.stringContaining('profile.tide') as string },
    ]);
  });
});
