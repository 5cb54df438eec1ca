/** Runs a program that must succeed, with nothing of this process's environment but where programs and homes are. */
import { spawn } from 'node:child_process';

/** A program that hangs must not outlive the test that waits for it. */
const TIME_LIMIT_MS = 200_000;

const KEPT = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot'];

/** What it printed on stdout; it fails with everything that was printed. */
export function execute(
  folder: string,
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const env = { ...(Object.fromEntries(kept) as Record<string, string>), ...variables };
  const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIME_LIMIT_MS });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${program} ${args.join(' ')} ended with code ${code}\n${stdout}${stderr}`));
    });
  });
}
