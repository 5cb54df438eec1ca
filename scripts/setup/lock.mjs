/** One set-up at a time in a checkout. The lock holds the number of its process; that of a dead one is taken over. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setupFolder } from '../support/places.mjs';
import { say } from './progress.mjs';
import { textOf } from './stamps.mjs';

const path = join(setupFolder, 'lock');
const pollMs = 200;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock() {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Waits for its turn; the lock goes when this process ends. */
export async function lock() {
  mkdirSync(setupFolder, { recursive: true });
  let hasSaid = false;
  while (!tryLock()) {
    // Empty for the instant between the creation of the file and the writing of the number.
    const holder = Number(textOf(path));
    if (holder && !isAlive(holder)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!hasSaid) say(`waiting for another set-up of this checkout (process ${holder})`);
    hasSaid = true;
    await pause(pollMs);
  }
  process.on('exit', () => rmSync(path, { force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
}
