/** Stamps: what an output was made from. An output is current when it exists and its stamp begins with the key of now. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, setupFolder } from '../support/places.mjs';

/** The text of a file, empty when there is none. */
export function textOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** All files below a folder of the checkout, in name order. */
function filesUnder(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  const entries = readdirSync(absolute, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A key of the contents of files and folders of the checkout, and of further texts. */
export function keyOf({ files = [], folders = [], texts = [] }) {
  const hash = createHash('sha256');
  const add = (text) => hash.update(text).update('\0');
  for (const path of [...files.map((file) => join(root, file)), ...folders.flatMap(filesUnder)]) {
    add(path.slice(root.length));
    add(textOf(path));
  }
  for (const text of texts) add(text);
  return hash.digest('hex').slice(0, 32);
}

export function isCurrent(name, key, outputs) {
  const stamp = textOf(join(setupFolder, `${name}.stamp`));
  return stamp.startsWith(key) && outputs.every((path) => existsSync(path));
}

export function record(name, key) {
  mkdirSync(setupFolder, { recursive: true });
  writeFileSync(join(setupFolder, `${name}.stamp`), key);
}
