/** The peers of the benchmarks: a manifest of their own, installed where it changed. */
import { join } from 'node:path';
import { root } from '../support/places.mjs';
import { must } from './failure.mjs';
import { step } from './progress.mjs';
import { isCurrent, keyOf, record } from './stamps.mjs';

const folder = 'bench/peers';

export async function installPeers() {
  const key = keyOf({ files: [`${folder}/package.json`, `${folder}/package-lock.json`] });
  if (isCurrent('peers', key, [join(root, folder, 'node_modules')])) return;
  const args = ['ci', '--prefix', folder, '--no-audit', '--no-fund'];
  await step('npm ci, peers', () => must('The peers of the benchmarks could not be installed', 'npm', args));
  record('peers', key);
}
