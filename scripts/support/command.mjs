/** Running other programs: `run` waits for one and keeps what it printed, `read` asks one for a line. */
import { spawn, spawnSync } from 'node:child_process';
import { environment } from './environment.mjs';
import { root } from './places.mjs';

/** npm's programs are scripts on Windows, which only a shell starts. */
const shell = process.platform === 'win32';

/**
 * Resolves to the exit code and everything printed; it never rejects. A program that does not exist has code 127, one
 * that was stopped at its time limit 124. With `echo` the output is also shown as it comes.
 */
export function run(command, args, { cwd = root, env = environment(), echo = false, timeLimitSeconds } = {}) {
  return new Promise((resolve) => {
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, env, shell, stdio });
    let output = '';
    let isLate = false;
    const timer =
      timeLimitSeconds &&
      setTimeout(() => {
        isLate = true;
        child.kill('SIGKILL');
      }, timeLimitSeconds * 1000);
    const finish = (code, last = '') => {
      clearTimeout(timer);
      resolve({ code, output: output + last });
    };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (echo) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (echo) process.stderr.write(text);
    });
    child.on('error', (error) => finish(error.code === 'ENOENT' ? 127 : 126, error.message));
    child.on('close', (code) => finish(isLate ? 124 : (code ?? 1)));
  });
}

/** What a program prints on stdout, trimmed; empty when it fails or does not exist. */
export function read(command, args, env = environment()) {
  const result = spawnSync(command, args, { cwd: root, env, shell, encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : '';
}
