/** Holds the places of the server against the imports of one of its files, and says which rule each breaks. */
import { posix } from 'node:path';
import type { Import } from './imports.js';
import { serverPlaces } from './imports-table.js';

const sources = 'packages/server/src/';

/** One sentence for each import that is not allowed. */
export function findBrokenServerRules(path: string, imports: readonly Import[]): string[] {
  const within = path.slice(sources.length);
  const row = serverPlaces.find(({ place }) => within.startsWith(place));
  if (!row) return [`${path}: the imports table has no place for it`];
  return imports.flatMap(({ specifier }) => {
    const broken = checkSpecifier(within, row, specifier);
    return broken === undefined ? [] : [`${path} imports ${specifier}: ${broken}`];
  });
}

function checkSpecifier(
  within: string,
  { libraries, isNode }: (typeof serverPlaces)[number],
  specifier: string,
): string | undefined {
  if (specifier.startsWith('.')) {
    const file = posix.join(posix.dirname(within), specifier);
    if (file.startsWith('..')) return 'the server may import its own files only';
    return file.startsWith('entry/') && !within.startsWith('entry/') ? 'only entry/ may import entry/' : undefined;
  }
  if (specifier.startsWith('node:')) return isNode ? undefined : 'only entry/node may import node:*';
  const isAllowed = libraries.some((library) => specifier === library || isWithinHono(library, specifier));
  return isAllowed ? undefined : `it may import only ${libraries.join(', ')}`;
}

/** Hono has its parts in subpaths; of the library each subpath is a door of its own. */
function isWithinHono(library: string, specifier: string): boolean {
  return library === 'hono' && specifier.startsWith('hono/');
}
