/**
 * The documents that TypeScript reads, one function a kind: bytes in; they are read and used, or refused by a
 * `TidemarkError` that is no defect, within a second. `npm run fuzz` feeds them with what coverage finds, `scripts/fuzz/replay.mjs` with what was
 * found before.
 */
import {
  baseline,
  check,
  estimateQuality,
  isTidemarkError,
  openBaseline,
  openDocument,
  toDocumentPieces,
} from 'tidemark';
import { readConfig } from '../../packages/tidemark/dist/config/read-config.js';
import { readVerdict } from '../../packages/tidemark/dist/monitor/document/read-verdict.js';
import { readManifest } from '../../packages/tidemark/dist/source/manifest.js';

const MOST_MS = 1000;

const rows = Array.from({ length: 40 }, (_, row) => `${row},${row / 8},${row % 3 === 0 ? 'red' : 'blue'}`);
const data = new TextEncoder().encode(['age,rate,color', ...rows].join('\n'));
const made = {
  tidemark: await baseline(data),
  sagemaker: await baseline(data, { compat: 'sagemaker' }),
};

async function use(stored) {
  const opened = await openBaseline(stored);
  opened.toText();
  write(opened);
  for (const [compat, { profile }] of Object.entries(made)) {
    const result = await check(profile, await openBaseline(stored, { compat }), { compat });
    result.toText();
    write(result);
  }
}

function write(value) {
  return [...toDocumentPieces(value.toJSON())].length;
}

async function* once(bytes) {
  yield bytes;
}

const window = {
  score: Array.from({ length: 40 }, (_, row) => row / 40),
  label: Array.from({ length: 40 }, (_, row) => Number(row % 3 === 0)),
};

/** What is no JSON nobody hands over, and what has no schema is a reference. */
function readEstimator(bytes) {
  try {
    const document = JSON.parse(new TextDecoder().decode(bytes));
    return typeof document?.schema === 'string' ? document : null;
  } catch {
    return null;
  }
}

async function estimate(bytes) {
  const estimator = readEstimator(bytes);
  if (estimator === null) return;
  const estimates = await estimateQuality(estimator, [{ name: 'window', data: window }], {});
  estimates.toText();
  JSON.stringify(estimates);
}

/** By name: of a folder of `fuzz/corpus`, too. */
export const documents = {
  statistics: (bytes) => use({ statistics: bytes }),
  constraints: (bytes) => use({ statistics: made.tidemark.statistics, constraints: bytes }),
  violations: async (bytes) => {
    const opened = await openDocument(bytes);
    opened.toText();
    write(opened);
  },
  verdict: (bytes) => readVerdict(bytes),
  manifest: (bytes) => readManifest('manifest', once(bytes)),
  estimator: (bytes) => estimate(bytes),
  config: (bytes) => readConfig(new TextDecoder().decode(bytes), 'tidemark.yaml'),
};

/** Milliseconds that this thread worked, so that a busy machine looks like any other; Node 20 knows those of the clock. */
function readClock() {
  const used = process.threadCpuUsage?.();
  return used === undefined ? performance.now() : (used.user + used.system) / 1000;
}

/** What is wrong with how an input was taken; null where the promise was kept. */
export async function findFault(name, bytes) {
  const begunAt = readClock();
  try {
    await documents[name](bytes);
  } catch (error) {
    if (!isTidemarkError(error) || error.code === 'internal') return String(error?.stack ?? error);
  }
  const took = readClock() - begunAt;
  if (took > MOST_MS) return `expected at most ${MOST_MS} ms, took ${Math.round(took)}`;
  const polluted = Object.keys(Object.prototype);
  return polluted.length > 0 ? `expected Object.prototype unchanged, found ${polluted.join()} in it` : null;
}
