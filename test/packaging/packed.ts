/** The packages as they are published, and a tiny project that has them installed from nothing but tarballs. */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execute } from './execute.js';

/** The paths of tarballs by the name of their package. */
export type Tarballs = ReadonlyMap<string, string>;

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Packs ours, and from `node_modules` what they depend on, so that installing needs no network. */
export async function packPackages(folder: string): Promise<{ readonly ours: Tarballs; readonly others: Tarballs }> {
  const [ourFolder, otherFolder] = [join(folder, 'ours'), join(folder, 'others')];
  await execute('.', process.execPath, ['scripts/tarballs.mjs', ourFolder]);
  const ours = await readTarballs(ourFolder);
  const needed = new Set<string>();
  for (const tarball of ours.values()) addDependencies(await readManifest(tarball), needed);
  mkdirSync(otherFolder);
  const sources = [...needed].filter((name) => !ours.has(name)).map((name) => resolve('node_modules', name));
  await execute('.', 'npm', ['pack', '--ignore-scripts', '--pack-destination', otherFolder, ...sources]);
  return { ours, others: await readTarballs(otherFolder) };
}

function addDependencies({ dependencies = {} }: Manifest, needed: Set<string>): void {
  for (const name of Object.keys(dependencies).filter((each) => !needed.has(each))) {
    needed.add(name);
    addDependencies(JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as Manifest, needed);
  }
}

async function readTarballs(folder: string): Promise<Tarballs> {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return new Map(await Promise.all(paths.map(async (path) => [(await readManifest(path)).name, path] as const)));
}

async function readManifest(tarball: string): Promise<Manifest> {
  return JSON.parse(await execute('.', 'tar', ['-xzOf', tarball, 'package/package.json'])) as Manifest;
}

/** A copy of the project beside this file with the tarballs installed. */
export async function installProject(folder: string, tarballs: readonly string[]): Promise<string> {
  cpSync('test/packaging/project', folder, { recursive: true });
  const cache = ['--offline', '--cache', `${folder}-cache`, '--no-audit', '--no-fund'];
  await execute(folder, 'npm', ['install', ...cache, ...tarballs]);
  return folder;
}
