/** Values and ranges of bias as short text. */
import type { BiasValue } from '../monitor/bias/result.js';
import { toQuantityText } from './plain.js';

export function toValueText(value: BiasValue | null): string {
  return typeof value === 'string' ? value.replace('Infinity', '∞') : toQuantityText(value);
}

export function toIntervalText(interval: readonly (BiasValue | null)[] | null): string {
  if (interval === null) return '-';
  const [low = null, high = null] = interval;
  return `${low === null ? '-∞' : toValueText(low)} to ${high === null ? '∞' : toValueText(high)}`;
}
