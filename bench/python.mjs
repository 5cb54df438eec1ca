/**
 * Peers in Python, which nothing here installs: `BENCH_PYTHON` names one that has their libraries. A program of `bench/python`
 * runs in a process of its own and says how long it took without reading its files, what it found, and its versions.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputFolder } from './datasets.mjs';

export const python = process.env.BENCH_PYTHON;

/** What a program prints: `{ ns, found, versions }`. */
export function runPython(program, args) {
  const { status, stdout, stderr } = spawnSync(python, [`bench/python/${program}`, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** A column as a file of what lies in its memory. */
export function writeColumn(name, column) {
  mkdirSync(outputFolder, { recursive: true });
  const path = join(outputFolder, name);
  writeFileSync(path, column);
  return path;
}

/** A side of `takeTurns` from a program of Python, and a line on what it was once it has run. */
export function toPythonSide(name, values, program, args) {
  let versions = {};
  const run = () => {
    const printed = runPython(program, args);
    versions = printed.versions;
    return printed;
  };
  const note = () =>
    `${name}: ${Object.entries(versions)
      .map((each) => each.join(' '))
      .join(', ')}.`;
  return { side: { name, values, clock: 'own', run }, note };
}
