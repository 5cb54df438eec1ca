/** Cells of a text report: names made harmless, numbers made short. */

const COUNT = new Intl.NumberFormat('en-US');
const QUANTITY = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

/** Control and direction characters, which could rewrite what a terminal shows. */
const CONTROL = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text from data, on one line, with control characters written out. */
export function toPlainText(text: string): string {
  return text.replaceAll(CONTROL, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

export function toCountText(count: number): string {
  return COUNT.format(count);
}

export function toQuantityText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  const isExtreme = magnitude >= 1e15 || magnitude < 1e-6;
  return isExtreme && Number.isFinite(value) ? value.toExponential(3) : QUANTITY.format(value);
}

export function toPValueText(pValue: number | null | undefined): string {
  if (pValue === null || pValue === undefined) return '-';
  return pValue !== 0 && pValue < 0.0001 ? pValue.toExponential(1) : String(Number(pValue.toFixed(4)));
}

/** `1 row`, `2,000 rows` */
export function toPluralText(count: number, noun: string): string {
  return `${toCountText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function toViolationCountText({ length }: readonly unknown[]): string {
  return length === 0 ? 'No violations' : toPluralText(length, 'violation');
}

/** By what a verdict was reached, and that it is none where nothing could be judged. */
export function toRuleText(
  { testCount, falseAlarmRate, notEvaluated }: Verdict,
  author: 'SageMaker Clarify' | 'SageMaker Model Monitor',
): string {
  if (falseAlarmRate === null) return `by the rules of ${author}`;
  if (testCount === 0 && notEvaluated.length > 0) return 'nothing could be tested';
  return `${toPluralText(testCount, 'test')} at a false-alarm rate of ${falseAlarmRate}`;
}

interface Verdict {
  readonly testCount: number;
  /** Null where bare values were compared. */
  readonly falseAlarmRate: number | null;
  readonly notEvaluated: readonly unknown[];
}

/** At most so many characters, the last of them an ellipsis where text was cut. */
export function toShortText(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** A share in percent: `0%`, `12.3%`, `<0.1%` */
export function toShareText(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1%';
  return `${Number((share * 100).toFixed(1))}%`;
}

/** `baseline drift` for `baseline_drift_check` */
export function toCheckName(check: string): string {
  return check.replace(/_check$/, '').replaceAll('_', ' ');
}
