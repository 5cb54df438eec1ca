/** `tidemark serve`: profiles, checks and comparisons over HTTP, until it is told to stop. */
import { type Command, InvalidArgumentError } from '../../libraries/commander.js';
import { TidemarkError } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { type Context, type GlobalValues, QUIET } from './command.js';

interface Values extends GlobalValues {
  readonly host: string;
  readonly port: number;
  readonly authentication: boolean;
}

/** What is used of `@tidemark/server/node`, which builds on this package and is installed besides. */
interface ServerModule {
  serve(options: { host: string; port: number; allowsAnyone: boolean }): Promise<Serving>;
}

interface Serving {
  readonly address: string;
  close(): Promise<void>;
}

const SERVER: string = '@tidemark/server/node';

const EXAMPLES = `
Examples:
  tidemark serve
  tidemark serve --port 8080
  curl --data-binary @train.csv http://127.0.0.1:4700/v1/profile

GET /openapi.json describes the routes.`;

export function addServeCommand(program: Command, context: Context): void {
  program
    .command('serve')
    .summary('answer over HTTP: profiles, checks and comparisons')
    .description('Listens until it gets SIGINT or SIGTERM; requests that have begun are answered first.')
    .option('--host <address>', 'where to listen; other than this machine only with --no-authentication', '127.0.0.1')
    .option('--port <number>', 'the port; 0 takes a free one', toPort, 4700)
    .option('--no-authentication', 'listen also where others reach it: anyone who does can use it, no key is asked for')
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async ({ host, port, authentication, ...values }: Values) => {
      const console = context.console(values);
      const { serve } = await loadServer();
      const serving = await serve({ host, port, allowsAnyone: !authentication });
      const { address } = serving;
      await console.write({ toText: () => `Listening on ${address}\n`, toJSON: () => ({ address }) }, false);
      const signal = await waitForSignal();
      console.say(`Stopping: requests that have begun are answered first.`);
      await serving.close();
      context.end({ exitCode: EXIT.ok, reason: `stopped by ${signal}` });
    });
}

async function loadServer(): Promise<ServerModule> {
  try {
    return (await import(SERVER)) as ServerModule;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    if (!isMissing || !String(cause).includes('@tidemark/server')) throw cause;
    const message =
      'expected the package @tidemark/server, found that it is not installed; run npm install @tidemark/server';
    throw new TidemarkError('unsupported', message, { cause });
  }
}

/** A second signal ends the process at once, as it would have without this. */
function waitForSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port, 0 to 65535.');
}
