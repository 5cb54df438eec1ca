/** Holds the table's row of a part against the imports of one of its files, and says which rule each breaks. */
import { posix } from 'node:path';
import { textOf } from './files.js';
import type { Import } from './imports.js';
import { openFiles, parts, type PartRow } from './imports-table.js';

const library = 'packages/tidemark/';
const sources = `${library}src/`;
const libraries = `${sources}libraries/`;
const face = 'index';

/** The folder below `src`; the files that lie directly in it are the face. */
function partOf(path: string): string {
  const [folder = '', ...rest] = path.slice(sources.length).split('/');
  return rest.length === 0 ? face : folder;
}

/** The path of a file within its part. */
function withinPart(path: string): string {
  const part = partOf(path);
  return path.slice(sources.length + (part === face ? 0 : part.length + 1));
}

function checkOurs(part: string, row: PartRow, file: string, kind: Import['kind']): string | undefined {
  const target = partOf(file);
  if (target === part || openFiles.includes(file.slice(sources.length))) return undefined;
  if (row.imports.includes(target)) {
    return target === face && withinPart(file) !== 'index.js'
      ? `${part} may import the library's face only as index.js`
      : undefined;
  }
  if (!row.types.includes(target)) return `${part} may not import ${target}`;
  return kind === 'type' ? undefined : `${part} may import only types from ${target} (use \`import type\`)`;
}

function checkNode(part: string, row: PartRow, within: string): string | undefined {
  if (row.node.some((place) => within.startsWith(place))) return undefined;
  const places = row.node.map((place) => `${part}/${place}`).join(', ') || 'nowhere';
  return `${part} may import node:* only in: ${places}`;
}

function checkLibrary(
  part: string,
  row: PartRow,
  within: string,
  name: string,
  kind: Import['kind'],
): string | undefined {
  const place = row.libraries[name];
  if (place !== undefined) {
    return within.startsWith(place) ? undefined : `${part} may import ${name} only in ${part}/${place}`;
  }
  if (!row.lazyLibraries.includes(name)) return `${part} may not import ${name}`;
  return kind === 'value' ? `${part} may import ${name} only lazily, with import()` : undefined;
}

/** The sources behind a name for which package.json has a file for each platform. */
function platformFiles(name: string): string[] {
  const { imports } = JSON.parse(textOf(`${library}package.json`)) as {
    imports: Record<string, Record<string, string>>;
  };
  return Object.values(imports[name] ?? {}).map((target) => target.replace('./dist/', sources));
}

function checkImport(path: string, part: string, row: PartRow, { specifier, kind }: Import): string | undefined {
  const within = withinPart(path);
  if (specifier.startsWith('node:')) return checkNode(part, row, within);
  if (specifier.startsWith('#')) {
    const files = platformFiles(specifier);
    if (files.length === 0) return `package.json has no ${specifier} among its imports`;
    return files.map((file) => checkOurs(part, row, file, kind)).find((broken) => broken !== undefined);
  }
  if (!specifier.startsWith('.')) return checkLibrary(part, row, within, specifier, kind);
  const file = posix.join(posix.dirname(path), specifier);
  return file.startsWith(sources) && !file.startsWith(libraries)
    ? checkOurs(part, row, file, kind)
    : checkLibrary(part, row, within, file.replace(sources, '').replace(library, ''), kind);
}

/** One sentence for each import that the table does not allow. */
export function findBrokenRules(path: string, imports: readonly Import[]): string[] {
  const part = partOf(path);
  const row = parts[part];
  if (!row) return [`${path}: the imports table has no row for the part ${part}`];
  return imports.flatMap((each) => {
    const broken = checkImport(path, part, row, each);
    return broken === undefined ? [] : [`${path} imports ${each.specifier}: ${broken}`];
  });
}
