/** `tidemark init`: writes a commented tidemark.yaml to begin with. */
import { writeFile } from 'node:fs/promises';
import type { Command } from '../../libraries/commander.js';
import { TEMPLATE } from '../../config/template.js';
import { CONFIG_FILE } from '../config-file.js';
import { EXIT } from '../exit-code.js';
import type { Context } from './command.js';

interface Values {
  readonly force?: boolean;
}

export function addInitCommand(program: Command, context: Context): void {
  const command = program
    .command('init')
    .summary(`write a commented ${CONFIG_FILE}`)
    .description(`Writes a ${CONFIG_FILE} in which every option stands explained and switched off.`)
    .argument('[file]', 'where it is written', CONFIG_FILE)
    .option('-f, --force', 'replace the file that is there')
    .action(async (file: string, { force }: Values) => {
      try {
        await writeFile(file, TEMPLATE, { flag: force === true ? 'w' : 'wx' });
      } catch (error) {
        if (!isExisting(error)) throw error;
        command.error(`error: ${file} is there already; --force replaces it`);
      }
      context.end({ exitCode: EXIT.ok, reason: `${file} written` });
    });
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
