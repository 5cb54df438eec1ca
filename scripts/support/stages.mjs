/** A list of commands run one after the other: each shows its name and time, and a failure does not stop the next. */
import { run } from './command.mjs';

/**
 * A stage is `{ name, command, args }`, with `isQuiet` when its output matters only if it fails. Resolves to the
 * stages with their exit code and output.
 */
export async function runStages(stages) {
  const results = [];
  for (const stage of stages) {
    const begunAt = Date.now();
    if (!stage.isQuiet) console.log(`\n${stage.name}`);
    const { code, output } = await run(stage.command, stage.args, { echo: !stage.isQuiet });
    if (stage.isQuiet && code !== 0) process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
    const seconds = ((Date.now() - begunAt) / 1000).toFixed(1);
    console.log(`${stage.name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
    results.push({ ...stage, code, output });
  }
  return results;
}

export function failedNames(results) {
  return results.filter(({ code }) => code !== 0).map(({ name }) => name);
}
