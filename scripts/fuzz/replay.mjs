/** Reads every document that was found to matter, and changes of them at random, the same in every run; and breaks a promise. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../bench/datasets.mjs';
import { root } from '../support/places.mjs';
import { documents, findFault } from './documents.mjs';
import { mutate } from './mutate.mjs';

const CHANGES = 100;

let [passed, failed] = [0, 0];

function count(isKept, what) {
  if (isKept) passed += 1;
  else failed += 1;
  if (!isKept) console.log(what);
}

function readInputs(kind) {
  const folders = ['corpus', 'crashers'].map((name) => join(root, 'fuzz', name, kind)).filter(existsSync);
  return folders.flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}

for (const kind of Object.keys(documents)) {
  const inputs = readInputs(kind);
  const random = createRandom(1);
  const changed = Array.from({ length: CHANGES }, () => mutate(inputs[random(inputs.length)], inputs, random));
  for (const bytes of [...inputs, ...changed]) {
    const fault = await findFault(kind, bytes);
    count(fault === null, `${kind}: ${fault}\n  ${JSON.stringify(bytes.toString('latin1').slice(0, 200))}`);
  }
}

documents.broken = () => {
  throw new TypeError('no error of ours');
};
count(String(await findFault('broken', new Uint8Array())).includes('no error of ours'), 'another error was let pass');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
