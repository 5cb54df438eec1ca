/** The version of a compiler: `rustc 1.95.0`. */
import { read } from '../support/command.mjs';

export function rustcOf(program) {
  return /^rustc \S+/.exec(read(program, ['--version']))?.[0] ?? 'no rustc';
}
