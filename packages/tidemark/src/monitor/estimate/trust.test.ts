import { expect, it } from 'vitest';
import type { MetricEstimate, WindowEstimate } from './estimates.js';
import { judgeTrust } from './trust.js';

/** A window a value: what came out, or null where labels are wanting. The estimate is 0.8 in a band from 0.7 to 0.9. */
function toWindows(realised: readonly (number | null)[], value = 0.8): WindowEstimate[] {
  return realised.map((each, index) => {
    const metric: MetricEstimate = {
      id: 'auc',
      value,
      samplingError: 0.03,
      modelError: 0.01,
      band: [0.7, 0.9],
      range: [0.75, 0.85],
      realised: each,
      assisted: null,
      isAlert: value < 0.75,
      verdict: each === null ? 'unchecked' : each >= 0.7 && each <= 0.9 ? 'inside' : 'outside',
    };
    const shared = { count: 100, skipped: 0, labelled: 100, reason: null, outside: [], confusion: [] };
    return { name: `week ${index + 1}`, ...shared, metrics: [metric] };
  });
}

it('one window outside the band is an accident, two in a row end the trust at the first', () => {
  expect(judgeTrust('auc', toWindows([0.8, 0.6, 0.8, 0.6]), 2)).toMatchObject({
    state: 'holds',
    checked: 4,
    outside: 2,
  });
  const ended = judgeTrust('auc', toWindows([0.8, 0.6, 0.8, 0.61, null, 0.5, 0.8]), 2);
  expect(ended).toMatchObject({ state: 'ended', endedAt: 'week 4', outside: 3 });
  expect(ended.text).toContain('stopped being trustworthy at week 4: the realised value, 0.61, lay below the band');
  expect(judgeTrust('auc', toWindows([0.95]), 1).text).toContain('lay above the band from 0.7 to 0.9. ');
});

it('without labels nothing is claimed', () => {
  expect(judgeTrust('auc', toWindows([null, null]), 2)).toMatchObject({ state: 'unchecked', checked: 0 });
  expect(judgeTrust('auc', [], 2).text).toContain('No window has enough labels yet');
});

it('estimates outside the range of the reference are named before any label is there', () => {
  const { text, alerts } = judgeTrust('auc', toWindows([null, null], 0.72), 2);
  expect(alerts).toEqual(['week 1', 'week 2']);
  expect(text).toContain(
    'left the range of the reference, 0.75 to 0.85, at week 1 (0.72), the first of 2 such windows.',
  );
});
