/** `tidemark merge`: merges profiles into one. */
import type { Command } from 'commander';
import { merge } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { type Context, type GlobalValues, JSON_OUTPUT, QUIET } from './command.js';

interface Values extends GlobalValues {
  readonly output: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Example:
  tidemark merge monday/profile.tide tuesday/profile.tide -o week.tide`;

export function addMergeCommand(program: Command, context: Context): void {
  program
    .command('merge')
    .summary('merge profiles into one')
    .description('Merges profiles, in any order to the same bytes, and prints the statistics of the whole.')
    .argument('<profile...>', 'profile.tide files')
    .requiredOption('-o, --output <file>', 'where the merged profile is written')
    .option(...JSON_OUTPUT)
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async (profiles: string[], values: Values) => {
      const console = context.console(values);
      const merged = await merge(profiles);
      await merged.save(values.output);
      await console.write(values.json === true ? `${JSON.stringify(merged, null, 2)}\n` : merged.toText());
      context.end({ exitCode: EXIT.ok, reason: `${profiles.length} profiles merged into ${values.output}` });
    });
}
