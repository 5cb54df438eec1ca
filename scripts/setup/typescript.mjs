/** The packages' TypeScript, compiled into their `dist` folders; the compiler itself knows what is up to date. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/places.mjs';
import { must } from './failure.mjs';

export async function compileTypeScript() {
  const projects = readdirSync(join(root, 'packages'))
    .map((name) => join('packages', name))
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  await must('The TypeScript sources could not be compiled', 'tsc', ['-b', ...projects]);
}
