/** A set-up that cannot go on: one sentence that says what could not be had and what to do, and the output behind it. */
import { run } from '../support/command.mjs';

const tailLines = 30;

export class SetupFailure extends Error {
  constructor(sentence, output = '') {
    super(sentence);
    this.tail = output.trimEnd().split('\n').slice(-tailLines).join('\n');
  }
}

/** What a failing program's output gives away, most telling first. */
const causes = [
  [
    /linker `[^`]*` not found|failed to find tool "[^"]*cc"|linking with `cc` failed.*No such file/,
    'no C compiler was found; install one (Debian: `apt-get install build-essential`, macOS: `xcode-select --install`) and run this again',
  ],
  [/No space left on device|ENOSPC/, 'the disk is full; free some space and run this again'],
  [
    /--locked was passed|because --locked/,
    'Cargo.lock does not fit the Cargo.toml files; run `cargo check` once and keep the Cargo.lock it writes',
  ],
  [/package\.json and package-lock\.json .* in sync/, 'package-lock.json does not fit package.json; run `npm install`'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|Could not resolve|Couldn't resolve|Temporary failure resolving|failed to download|Unable to fetch|network failure|spurious network error/,
    'a package server could not be reached; check the network (and any proxy or mirror that npm, cargo or apt is set to use) and run this again',
  ],
  [/error(\[E\d+\])?: could not compile|error TS\d+/, 'the sources do not compile; the compiler says why below'],
];

function explain(command, { code, output }) {
  if (code === 127) return `\`${command}\` was not found; install it and run this again`;
  const cause = causes.find(([pattern]) => pattern.test(output));
  return cause?.[1] ?? `\`${command}\` ended with code ${code}; its last lines are below`;
}

/** Runs a program that must succeed; `what` begins the sentence when it does not. */
export async function must(what, command, args, options) {
  const result = await run(command, args, options);
  if (result.code !== 0) throw new SetupFailure(`${what}: ${explain(command, result)}.`, result.output);
  return result.output;
}
