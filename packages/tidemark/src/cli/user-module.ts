/** Loads a user's function from a JavaScript module; what goes wrong in it says whose failure it is. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TidemarkError } from '../index.js';

/** What a user's function is called with and gives. */
export type UserFunction = (...given: readonly unknown[]) => unknown;

/** Where a function is asked for: the option or variable, the path that it names, and how the function is called. */
export interface UserModule {
  readonly asked: string;
  readonly path: string;
  readonly name: string;
  /** Its parameters, as an example writes them. */
  readonly parameters: string;
}

/** The function that a module has as default or under its name. */
export async function loadUserFunction({ asked, path, name, parameters }: UserModule): Promise<UserFunction> {
  if (!/\.[cm]?js$/i.test(path)) {
    const form = `a .mjs file with \`export function ${name}(${parameters}) { … }\``;
    throw new TidemarkError(
      'unsupported',
      `expected a JavaScript module in ${asked}, found ${path}; write it as ${form}`,
    );
  }
  const loaded = await importModule(asked, path);
  const found = loaded['default'] ?? loaded[name];
  if (typeof found === 'function') return found as UserFunction;
  const exported = Object.keys(loaded).join(', ') || 'no exports';
  throw new TidemarkError('invalid-argument', `expected ${path} to export a function ${name}, found ${exported}`);
}

async function importModule(asked: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new TidemarkError('invalid-argument', `expected ${asked} to load, found: ${describeCause(cause)}`, { cause });
  }
}

export function describeCause(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
