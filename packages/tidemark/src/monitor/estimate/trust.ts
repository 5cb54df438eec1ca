/** When estimates stopped being worth their name: the labels that came later say it. */
import type { MetricEstimate, Trust, WindowEstimate } from './estimates.js';

/** Goes through the windows in their order. `times`: so many outside the band in a row end the trust. */
export function judgeTrust(id: string, windows: readonly WindowEstimate[], times: number): Trust {
  const checked = windows.flatMap(({ name, metrics }) => {
    const metric = metrics.find((each) => each.id === id);
    return metric === undefined || metric.verdict === 'unchecked' ? [] : [{ name, metric }];
  });
  const outside = checked.filter(isOutside).length;
  const first = checked.findIndex(
    (_, place) => place + times <= checked.length && checked.slice(place, place + times).every(isOutside),
  );
  const end = checked[first];
  const trusted =
    end === undefined
      ? windows
      : windows.slice(
          0,
          windows.findIndex(({ name }) => name === end.name),
        );
  const alerts = trusted.filter(({ metrics }) => metrics.some((metric) => metric.id === id && metric.isAlert));
  const shared = { id, checked: checked.length, outside, alerts: alerts.map(({ name }) => name) };
  const alertText = toAlertText(id, alerts);
  if (end !== undefined) {
    return { ...shared, state: 'ended', endedAt: end.name, text: `${alertText}${toEndText(id, end, times)}` };
  }
  if (checked.length === 0) {
    const text = `${alertText}No window has enough labels yet to say how good the estimates of ${id} are.`;
    return { ...shared, state: 'unchecked', endedAt: null, text };
  }
  const text = `${alertText}The realised ${id} lay within the band of its estimate in ${checked.length - outside} of ${checked.length} windows whose labels have come: the estimates can be trusted so far.`;
  return { ...shared, state: 'holds', endedAt: null, text };
}

/** What the estimates themselves say, before any label has come. */
function toAlertText(id: string, alerts: readonly WindowEstimate[]): string {
  const first = alerts[0];
  const metric = first?.metrics.find((each) => each.id === id);
  if (first === undefined || metric?.range == null) return '';
  const [low, high] = metric.range.map(toShort);
  const count = alerts.length === 1 ? '' : `, the first of ${alerts.length} such windows`;
  return `The estimate of ${id} left the range of the reference, ${low} to ${high}, at ${first.name} (${toShort(metric.value ?? 0)})${count}. `;
}

interface Checked {
  readonly name: string;
  readonly metric: MetricEstimate;
}

function isOutside({ metric }: Checked): boolean {
  return metric.verdict === 'outside';
}

function toEndText(id: string, end: Checked, times: number): string {
  const { realised, band } = end.metric;
  const [low, high] = (band ?? [0, 0]).map(toShort);
  const side = (realised ?? 0) < (band?.[0] ?? 0) ? 'below' : 'above';
  const windows = times === 1 ? 'window' : `${times} windows in a row`;
  return `The estimates of ${id} stopped being trustworthy at ${end.name}: the realised value, ${toShort(realised ?? 0)}, lay ${side} the band from ${low} to ${high}${times === 1 ? '' : `, the first of ${windows}`}. What labels say about a score has changed, which scores alone cannot show: do not use estimates of ${id} from ${end.name} on until the estimator is fitted again.`;
}

export function toShort(value: number): string {
  return String(Number(value.toPrecision(3)));
}
