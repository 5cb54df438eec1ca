/** The dependencies that a Cargo.toml names. */

export interface Manifest {
  readonly dependencies: readonly string[];
  /** Those of tests and of build scripts. */
  readonly otherDependencies: readonly string[];
}

export function readManifest(text: string): Manifest {
  const dependencies: string[] = [];
  const otherDependencies: string[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    section = /^\[(.+)\]$/.exec(line)?.[1] ?? section;
    const name = /^([\w-]+)(?:\.workspace)?\s*=/.exec(line)?.[1];
    if (name === undefined) continue;
    if (/(^|\.)dependencies$/.test(section)) dependencies.push(name);
    else if (section.endsWith('-dependencies')) otherDependencies.push(name);
  }
  return { dependencies, otherDependencies };
}
