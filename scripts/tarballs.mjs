/**
 * Packs what is published, as it is published: every package, and each addon that lies in the checkout as the package of
 * its platform. `npm run tarballs -- FOLDER` leaves the tarballs there and prints their names; default `out/packages`.
 */
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { must } from './setup/failure.mjs';
import { library, root } from './support/places.mjs';

const staging = join(root, 'target/packages');

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** A package for each platform of the addon; only those whose addon was built can be packed here. */
async function stagePlatforms() {
  const folder = join(staging, 'engine');
  const manifest = join(library, 'package.json');
  const args = ['create-npm-dirs', '--package-json-path', manifest, '--npm-dir', folder];
  await must('The packages of the platforms could not be made', 'napi', args);
  const all = readdirSync(folder).map((platform) => join(folder, platform));
  const addons = readdirSync(join(library, 'native')).filter((file) => file.endsWith('.node'));
  const packable = addons.map((addon) => {
    const home = all.find((platform) => readManifest(platform).main === addon);
    copyFileSync(join(library, 'native', addon), join(home, addon));
    return home;
  });
  return { names: all.map((platform) => readManifest(platform).name), packable };
}

/** The library with the platforms' packages among its dependencies: the checkout cannot name what is not published yet. */
function stageLibrary(platforms) {
  const folder = join(staging, 'tidemark');
  const manifest = readManifest(library);
  const addons = Object.fromEntries(platforms.map((name) => [name, manifest.version]));
  const optionalDependencies = { ...manifest.optionalDependencies, ...addons };
  for (const part of ['dist', 'schema', 'wasm']) cpSync(join(library, part), join(folder, part), { recursive: true });
  cpSync(join(root, 'README.md'), join(folder, 'README.md'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, optionalDependencies }, null, 2));
  return folder;
}

function otherPackages() {
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  return folders.filter((folder) => folder !== library && readManifest(folder).private !== true);
}

const target = resolve(process.argv[2] ?? join(root, 'out/packages'));
for (const folder of [staging, target]) rmSync(folder, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const { names, packable } = await stagePlatforms();
const folders = [stageLibrary(names), ...packable, ...otherPackages()];
await must('The packages could not be packed', 'npm', [
  'pack',
  '--ignore-scripts',
  '--pack-destination',
  target,
  ...folders,
]);
for (const name of readdirSync(target)) console.log(name);
