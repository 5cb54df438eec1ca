/** When estimates stopped being worth their name: the labels that came later say it. */
import type { MetricEstimate, Trust, WindowEstimate } from './estimates.js';

/** Goes through the windows in their order. `times`: so many outside the band in a row end the trust. */
export function judgeTrust(id: string, windows: readonly WindowEstimate[], times: number): Trust {
  const checked = windows.flatMap(({ name, metrics }) => {
    const metric = metrics.find((each) => each.id === id);
    return metric === undefined || metric.verdict === 'unchecked' ? [] : [{ name, metric }];
  });
  const isOutside = ({ metric }: { metric: MetricEstimate }): boolean => metric.verdict === 'outside';
  const outside = checked.filter(isOutside).length;
  const first = checked.findIndex(
    (_, place) => place + times <= checked.length && checked.slice(place, place + times).every(isOutside),
  );
  const end = checked[first];
  const shared = { id, checked: checked.length, outside };
  if (end !== undefined) return { ...shared, state: 'ended', endedAt: end.name, text: toEndText(id, end, times) };
  if (checked.length === 0) {
    const text = `No window has enough labels yet to say how good the estimates of ${id} are.`;
    return { ...shared, state: 'unchecked', endedAt: null, text };
  }
  const text = `The realised ${id} lay within the band of its estimate in ${checked.length - outside} of ${checked.length} windows whose labels have come. The estimates can be trusted so far.`;
  return { ...shared, state: 'holds', endedAt: null, text };
}

function toEndText(id: string, end: { readonly name: string; readonly metric: MetricEstimate }, times: number): string {
  const { realised, band } = end.metric;
  const [low, high] = (band ?? [0, 0]).map(toShort);
  const side = (realised ?? 0) < (band?.[0] ?? 0) ? 'below' : 'above';
  const windows = times === 1 ? 'window' : `${times} windows in a row`;
  return `The estimate of ${id} stopped being trustworthy at ${end.name}: its realised value, ${toShort(realised ?? 0)}, lay ${side} the band from ${low} to ${high}${times === 1 ? '' : `, the first of ${windows}`}. What labels say about a score has changed, which scores alone cannot show: do not use estimates of ${id} from ${end.name} on until the estimator is fitted again.`;
}

export function toShort(value: number): string {
  return String(Number(value.toPrecision(3)));
}
