/** `tidemark container`: a SageMaker processing job, described by environment variables. */
import { type Command, Option } from '../../libraries/commander.js';
import { readJob, toMessageFile } from '../container/job.js';
import { toCompletedMessage, toFailedMessage, writeMessage } from '../container/message.js';
import { runJob } from '../container/run-job.js';
import { EXIT } from '../exit-code.js';
import { type Context, type GlobalValues, QUIET } from './command.js';

interface Values extends GlobalValues {
  readonly compat?: 'sagemaker';
}

const VARIABLES = `
Environment variables, as Model Monitor sets them:
  dataset_source, dataset_format, output_path, baseline_constraints, baseline_statistics,
  analysis_type, problem_type, ground_truth_attribute, inference_attribute, probability_attribute,
  probability_threshold_attribute, record_preprocessor_script, post_analytics_processor_script, start_time, end_time,
  categorical_drift_method, report_enabled, output_message_file

Exit codes: 0 the job is done, violations or not, and the message file says which; 1 or 64 the job failed.`;

export function addContainerCommand(program: Command, context: Context): void {
  program
    .command('container')
    .summary('run as a SageMaker processing container')
    .description(
      'Reads a job from environment variables; makes a baseline, or checks data against one, and writes the documents.',
    )
    .addOption(
      new Option('--compat <product>', 'decide exactly as SageMaker Model Monitor does').choices(['sagemaker']),
    )
    .option(...QUIET)
    .addHelpText('after', VARIABLES)
    .action(async (values: Values) => {
      const console = context.console(values);
      try {
        const job = readJob(process.env);
        if (job.publishesMetrics) console.say('Metrics are not published: this container reaches no network.');
        const message = toCompletedMessage(
          await runJob(job, {
            ...(values.compat && { compat: values.compat }),
            onProgress: ({ source, byteCount }) =>
              console.progress(`Reading ${source}: ${(byteCount / 1e6).toFixed(1)} MB`),
          }),
        );
        await writeMessage(job.messageFile, message);
        context.end({ exitCode: EXIT.ok, reason: message });
      } catch (error) {
        const file = toMessageFile(process.env);
        await writeMessage(file, toFailedMessage(error)).catch(() =>
          console.say(`No message could be written to ${file}.`),
        );
        throw error;
      }
    });
}
