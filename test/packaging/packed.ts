/** The packages as they are published, and a tiny project that has them installed from nothing but tarballs. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execute } from './execute.js';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Packed {
  /** The paths of our tarballs by the name of their package. */
  readonly ours: ReadonlyMap<string, string>;
  /** The tarballs of packages and of all that they depend on. */
  readonly pathsFor: (names: readonly string[]) => string[];
}

/** Packs ours, and from `node_modules` what they depend on, so that installing needs no network. */
export async function packPackages(folder: string): Promise<Packed> {
  const [ourFolder, otherFolder] = [join(folder, 'ours'), join(folder, 'others')];
  await execute('.', process.execPath, ['scripts/tarballs.mjs', ourFolder]);
  const ours = await readTarballs(ourFolder);
  const manifests = new Map(ours.map(({ manifest }) => [manifest.name, manifest]));
  const needed = withDependencies([...manifests.keys()], manifests).filter((name) => !manifests.has(name));
  mkdirSync(otherFolder);
  const sources = needed.map((name) => resolve('node_modules', name));
  await execute('.', 'npm', ['pack', '--ignore-scripts', '--pack-destination', otherFolder, ...sources]);
  const all = [...ours, ...(await readTarballs(otherFolder))];
  const paths = new Map(all.map(({ manifest, path }) => [manifest.name, path]));
  return {
    ours: new Map(ours.map(({ manifest, path }) => [manifest.name, path])),
    pathsFor: (names) => withDependencies(names, manifests).map((name) => paths.get(name) ?? name),
  };
}

/** Names of packages, and of what they depend on through any number of others; of what is optional, what is there. */
function withDependencies(names: readonly string[], ours: ReadonlyMap<string, Manifest>): string[] {
  const found = new Set(names);
  for (const name of found) {
    const { dependencies, optionalDependencies } = ours.get(name) ?? readInstalled(name);
    for (const needed of Object.keys(dependencies ?? {})) found.add(needed);
    for (const wanted of Object.keys(optionalDependencies ?? {})) if (existsSync(manifestOf(wanted))) found.add(wanted);
  }
  return [...found];
}

function manifestOf(name: string): string {
  return `node_modules/${name}/package.json`;
}

function readInstalled(name: string): Manifest {
  return JSON.parse(readFileSync(manifestOf(name), 'utf8')) as Manifest;
}

async function readTarballs(folder: string): Promise<{ readonly path: string; readonly manifest: Manifest }[]> {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return Promise.all(
    paths.map(async (path) => {
      const text = await execute('.', 'tar', ['-xzOf', path, 'package/package.json']);
      return { path, manifest: JSON.parse(text) as Manifest };
    }),
  );
}

/** A copy of the project beside this file with the tarballs installed. */
export async function installProject(folder: string, tarballs: readonly string[]): Promise<string> {
  cpSync('test/packaging/project', folder, { recursive: true });
  const cache = ['--offline', '--cache', `${folder}-cache`, '--no-audit', '--no-fund'];
  await execute(folder, 'npm', ['install', ...cache, ...tarballs]);
  return folder;
}
