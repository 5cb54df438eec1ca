/** Numbers as Java's `Double.toString` writes them, which is how they stand in Model Monitor's descriptions. */

/** From 10^-3 up to 10^7 a plain decimal with at least one digit after the point, otherwise `7.45E-4`. */
export function toJavaText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) return withPoint(String(value));
  const [digits, exponent] = value.toExponential().split('e');
  return `${withPoint(digits ?? '')}E${Number(exponent)}`;
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`;
}
