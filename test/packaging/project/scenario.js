/**
 * The same small scenario in every runtime: awkward data is profiled, a baseline made of it and a window checked. The
 * answer is JSON, which must be the same everywhere but for the backend.
 */

const ROWS = 100_000;

/** As an object of columns: what numbers and texts can be at their worst. */
function makeColumns(shift) {
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  const extremes = [Infinity, -Infinity, -0, 0, 5e-324, -2.2250738585072e-308, 1.7976931348623157e308, NaN];
  const places = ['Köln', 'São Paulo', '東京', '🦀', '👩‍👩‍👧‍👦', 'a "quoted" one', ''];
  return {
    amount: Float64Array.from(rows, (row) => ((row * 7919) % 10_007) / 8 - 600 + shift),
    extreme: Float64Array.from(rows, (row) => extremes[row % 13] ?? row / 1024),
    mostlyMissing: rows.map((row) => (row % 17 === 0 ? row / 4 : null)),
    constant: new Float64Array(ROWS).fill(42.5),
    large: BigInt64Array.from(rows, (row) => 2n ** 53n + BigInt(row) * 1_000_003n * (row % 2 === 0 ? 1n : -1n)),
    key: rows.map((row) => `${row % 7 === 0 ? '🦀é' : 'key-'}${row}`),
    place: rows.map((row) => places[(row * row) % 11] ?? null),
    flag: rows.map((row) => row % 3 === 0),
  };
}

/** As text: quotes, blanks, spellings of numbers, a short record and an empty line. */
function makeCsv() {
  const lines = ['id,amount,place'];
  for (let row = 0; row < 5000; row += 1) {
    lines.push(
      `${row},${[`${row}.25`, '', '-0', '1e300', '.5', 'NaN'][row % 6]},"${row % 2 === 0 ? '東 ""京""' : '🦀'}"`,
    );
  }
  return `${lines.join('\r\n')}\r\n7\r\n\r\n`;
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function profileCsv(engine) {
  const profiler = engine.openProfiler();
  profiler.pushBytes(new TextEncoder().encode(makeCsv()));
  const { profile } = profiler.finish();
  const bytes = profile.toBytes();
  profile[Symbol.dispose]();
  return bytes;
}

export async function runScenario({ engine, baseline, check }) {
  const base = await baseline(makeColumns(0));
  const result = await check(makeColumns(400), base);
  return {
    backend: engine.backend,
    answer: {
      csvProfile: await digest(profileCsv(engine)),
      baselineProfile: await digest(base.profile),
      windowProfile: await digest(result.profile),
      result: await digest(new TextEncoder().encode(JSON.stringify(result.toJSON()))),
      violations: result.violations.map((violation) => violation.constraint_check_type),
    },
    rowsOfFile: await baseline('rows.csv').then(
      ({ statistics }) => statistics.dataset.item_count,
      (error) => error.code,
    ),
  };
}
