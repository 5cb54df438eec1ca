/** The command line as a whole: its commands, and what they share. */
import { Command } from '../libraries/commander.js';
import { addBaselineCommand } from './commands/baseline.js';
import { addCheckCommand } from './commands/check.js';
import type { Context } from './commands/command.js';
import { addContainerCommand } from './commands/container.js';
import { addInitCommand } from './commands/init.js';
import { addMeasureCommand } from './commands/measure.js';
import { addMergeCommand } from './commands/merge.js';
import { addReportCommand } from './commands/report.js';
import { addServeCommand } from './commands/serve.js';
import { addShowCommand } from './commands/show.js';
import { applyConfig } from './config-file.js';

const FIRST_STEPS = `
First steps:
  tidemark baseline train.csv -o base
  tidemark check today.csv --baseline base -o result

Exit codes: 0 nothing violated, 2 violations, 1 the run failed, 64 the call is wrong.`;

/** Errors of the command line itself are thrown as commander's own, with its message already on stderr. */
export function createProgram(version: string, context: Context): Command {
  const program = new Command('tidemark')
    .description('Data and model monitoring: baselines, constraints and violations.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText('after', FIRST_STEPS)
    .hook('preAction', (_, command) => applyConfig(command));
  addBaselineCommand(program, context);
  addCheckCommand(program, context);
  addInitCommand(program, context);
  addMeasureCommand(program, context);
  addMergeCommand(program, context);
  addReportCommand(program, context);
  addServeCommand(program, context);
  addShowCommand(program, context);
  addContainerCommand(program, context);
  return program;
}
