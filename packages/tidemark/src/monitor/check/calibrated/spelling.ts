/** Text in, the text by which a profile knows the value out: numbers in their shortest form, so that `007` is `7`. */

const NUMBER = /^[ \t]*[-+]? ?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?[ \t]*$/;

export function toProfileSpelling(value: string): string {
  if (!NUMBER.test(value)) return value;
  const number = Number(value.replaceAll(/[ \t]/g, ''));
  return Number.isFinite(number) ? String(number === 0 ? 0 : number) : value;
}
