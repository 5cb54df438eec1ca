/** `tidemark merge`: merges profiles into one. */
import type { Command } from '../../libraries/commander.js';
import { merge } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { type Context, type GlobalValues, JSON_OUTPUT, QUIET, requireOption } from './command.js';

interface Values extends GlobalValues {
  readonly output?: string;
  readonly json?: boolean;
}

const REQUIRED = '-o, --output <file>';

const EXAMPLES = `
Example:
  tidemark merge monday/profile.tide tuesday/profile.tide -o week.tide`;

export function addMergeCommand(program: Command, context: Context): void {
  const command = program
    .command('merge')
    .summary('merge profiles into one')
    .description('Merges profiles, in any order to the same bytes, and prints the statistics of the whole.')
    .argument('<profile...>', 'profile.tide files')
    .option(REQUIRED, '(required) where the merged profile is written');
  command
    .option(...JSON_OUTPUT)
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async (profiles: string[], values: Values) => {
      const console = context.console(values);
      const output = requireOption(values.output, REQUIRED, command);
      const merged = await merge(profiles);
      await merged.save(output);
      await console.write(merged, values.json);
      context.end({ exitCode: EXIT.ok, reason: `${profiles.length} profiles merged into ${output}` });
    });
}
