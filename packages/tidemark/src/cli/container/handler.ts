/** Loads a user's function from a JavaScript module, and runs it so that its failures say whose they are. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TidemarkError } from '../../index.js';

/** The function that a module has as default or under the given name. */
export async function loadHandler(variable: string, path: string, name: string): Promise<() => unknown> {
  if (!/\.[cm]?js$/i.test(path)) {
    const form = `a .mjs file with \`export function ${name}() { … }\``;
    throw new TidemarkError(
      'unsupported',
      `expected a JavaScript module in ${variable}, found ${path}; write it as ${form}`,
    );
  }
  const loaded = await importModule(variable, path);
  const handler = loaded['default'] ?? loaded[name];
  if (typeof handler === 'function') return handler as () => unknown;
  const found = Object.keys(loaded).join(', ') || 'no exports';
  throw new TidemarkError('invalid-argument', `expected ${path} to export a function ${name}, found ${found}`);
}

async function importModule(variable: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new TidemarkError('invalid-argument', `expected ${variable} to load, found: ${describe(cause)}`, { cause });
  }
}

export async function runHandler(variable: string, handler: () => unknown): Promise<void> {
  try {
    await handler();
  } catch (cause) {
    throw new TidemarkError('invalid-data', `expected ${variable} to run to its end, found: ${describe(cause)}`, {
      cause,
    });
  }
}

function describe(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
