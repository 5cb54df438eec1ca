/** The runtimes and tools of `test/runtime`, each as the file that starts it; null where they were not installed. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const home = resolve('test/runtime');
const require = createRequire(join(home, 'package.json'));

export interface Tools {
  /** The oldest Node that is supported; null on platforms for which npm brings none. */
  readonly oldNode: string | null;
  readonly deno: string;
  /** Scripts for this Node. */
  readonly wrangler: string;
  readonly vite: string;
  readonly publint: string;
  readonly attw: string;
  readonly miniflare: string;
}

function programOf(name: string, program = name): string {
  const manifest = join(home, 'node_modules', name, 'package.json');
  const { bin } = require(manifest) as { bin: Readonly<Record<string, string>> };
  return join(dirname(manifest), bin[program] ?? '');
}

export function findTools(): Tools | null {
  if (!existsSync(join(home, 'node_modules'))) return null;
  const oldNode = join(home, 'node_modules/.bin/node');
  return {
    oldNode: existsSync(oldNode) ? oldNode : null,
    deno: join(home, 'node_modules/.bin/deno'),
    wrangler: programOf('wrangler'),
    vite: programOf('vite'),
    publint: programOf('publint'),
    attw: programOf('@arethetypeswrong/cli', 'attw'),
    miniflare: require.resolve('miniflare'),
  };
}
