/** The two streams of the command line: data on stdout, everything else on stderr. */
import { toDocumentPieces } from '../index.js';

/** What a command prints, as text or as one JSON document. */
export interface Printable {
  toText(): string;
  toJSON(): object;
}

/** Where a command writes. */
export interface Console {
  write(printed: Printable, isJson: boolean | undefined): Promise<void>;
  /** A message for people; `quiet` silences it. */
  say(message: string): void;
  /** How far reading has come, on a terminal only. */
  progress(message: string): void;
}

/** Erases the line on which progress stood. */
const CLEAR_LINE = '\r\u001b[2K';

export function createConsole(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream, quiet: boolean): Console {
  const showsProgress = stderr.isTTY && !quiet;
  let isDirty = false;
  const clear = () => {
    if (isDirty) stderr.write(CLEAR_LINE);
    isDirty = false;
  };
  return {
    async write(printed, isJson) {
      clear();
      for (const piece of isJson === true ? toDocumentPieces(printed.toJSON()) : [printed.toText()]) {
        await new Promise<void>((resolve) => stdout.write(piece, () => resolve()));
      }
    },
    say(message) {
      clear();
      if (!quiet) stderr.write(`${message}\n`);
    },
    progress(message) {
      if (!showsProgress) return;
      stderr.write(CLEAR_LINE + message);
      isDirty = true;
    },
  };
}

/** A reader that went away (`tidemark … | head`) is no failure: what is left to write has no one to read it. */
export function ignoreBrokenPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
