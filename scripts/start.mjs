/** The tour: makes example data, takes a baseline of one month and checks the next against it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { library, root } from './support/places.mjs';

const folder = 'out/example';
const tidemark = join(library, 'dist/cli/main.js');

/** The exit code with which `tidemark check` says that it did its job and found violations. */
const violationsFound = 2;

/** Runs a step in full view; any code but the expected ones ends the tour. */
function show(title, shown, script, args, expected = [0]) {
  console.log(`\n${title}\n$ ${shown}\n`);
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (expected.includes(status)) return;
  console.error(`\nThis step ended with code ${status}; expected ${expected.join(' or ')}.`);
  process.exit(1);
}

function showTidemark(title, args, expected) {
  show(title, `tidemark ${args.join(' ')}`, tidemark, args, expected);
}

const generator = 'examples/credit/make.mjs';
const baseline = `${folder}/baseline`;
const result = `${folder}/result`;
show('Two months of credit applications, the second with incidents', `node ${generator} ${folder}`, generator, [
  folder,
]);
showTidemark('What is normal: statistics and constraints of the first month', [
  'baseline',
  `${folder}/baseline.csv`,
  '-o',
  baseline,
]);
showTidemark(
  'What changed: the second month against them',
  ['check', `${folder}/current.csv`, '--baseline', baseline, '-o', result],
  [0, violationsFound],
);
console.log(`\nThe baseline is in ${baseline}/, the result in ${result}/. Open ${result}/report.html in a browser.`);
