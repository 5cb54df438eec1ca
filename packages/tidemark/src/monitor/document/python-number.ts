/** Numbers as Python's `repr` writes a float, which is how they stand in Clarify's descriptions. */

/** From 10^-4 up to 10^16 a plain decimal with at least one digit after the point, otherwise `1e-05`. */
export function toPythonText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return '-0.0';
  const magnitude = Math.abs(value);
  if (value === 0 || (magnitude >= 1e-4 && magnitude < 1e16)) {
    const digits = String(value);
    return digits.includes('.') ? digits : `${digits}.0`;
  }
  const [digits, exponent = ''] = value.toExponential().split('e');
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}
