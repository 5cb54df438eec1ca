/** What two snapshots say differently. The first line names the compiler: what another one makes cannot be compared. */

function parse(text) {
  const [compiler = '', ...lines] = text.trimEnd().split('\n');
  return {
    compiler,
    rows: new Map(lines.map((line) => line.split(/ {2,}/)).map(([name, ...values]) => [name, values])),
  };
}

/** A name is followed by numbers with their units, two blanks or more before each. `tolerance` is a fraction. */
export function findDifferences(stored, found, tolerance) {
  const [before, now] = [parse(stored), parse(found)];
  if (stored === '') return { differences: ['there is no snapshot'] };
  if (before.compiler !== now.compiler) {
    return { differences: [], skipped: `it was made by ${before.compiler}, and this is ${now.compiler}` };
  }
  const differences = [];
  for (const name of new Set([...before.rows.keys(), ...now.rows.keys()])) {
    const [expected = [], values = []] = [before.rows.get(name), now.rows.get(name)];
    const isSame =
      expected.length === values.length &&
      expected.every((value, index) => isNear(Number.parseFloat(value), Number.parseFloat(values[index]), tolerance));
    if (!isSame)
      differences.push(`${name}: ${expected.join(', ') || 'nothing'} became ${values.join(', ') || 'nothing'}`);
  }
  return { differences };
}

function isNear(expected, found, tolerance) {
  return Math.abs(found - expected) <= tolerance * expected;
}
