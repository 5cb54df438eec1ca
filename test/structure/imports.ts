/** The imports of a TypeScript source, read line by line: the sources are formatted, so each begins a line of its own. */

export interface Import {
  readonly specifier: string;
  readonly kind: 'value' | 'type' | 'lazy';
}

const statement = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const call = /^(?!\s*(?:\*|\/\/)).*?\bimport\('([^']+)'\)/gm;

export function readImports(source: string): Import[] {
  const statements = [...source.matchAll(statement)].map(
    ([, type, specifier = '']): Import => ({ specifier, kind: type ? 'type' : 'value' }),
  );
  const calls = [...source.matchAll(call)].map(([, specifier = '']): Import => ({ specifier, kind: 'lazy' }));
  return [...statements, ...calls];
}
