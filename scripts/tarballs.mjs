/**
 * Packs what is published, as it is published: every package, and each addon that lies in the checkout as the package of
 * its platform. `npm run tarballs -- FOLDER` leaves the tarballs there and prints their names; default `out/packages`.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { must } from './setup/failure.mjs';
import { library, root } from './support/places.mjs';
import { bundleLibraries } from './tarballs/bundle-libraries.mjs';
import { dropInnerTypes } from './tarballs/drop-inner-types.mjs';

const staging = join(root, 'target/packages');

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** A package for each platform of the addon; only those whose addon was built can be packed here. */
async function stagePlatforms() {
  const folder = join(staging, 'platforms');
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

/** A copy of what is built of a package: nothing is written into the checkout. */
function stage(folder) {
  const copy = join(staging, basename(folder));
  const isLeftOut = (path) => ['node_modules', 'src', 'native'].includes(relative(folder, path));
  cpSync(folder, copy, { recursive: true, filter: (path) => !isLeftOut(path) });
  return copy;
}

/** The library names the packages of the platforms; the checkout cannot, since they are not published yet. */
function addPlatforms(folder, platforms) {
  const manifest = readManifest(folder);
  const addons = Object.fromEntries(platforms.map((name) => [name, manifest.version]));
  const optionalDependencies = { ...manifest.optionalDependencies, ...addons };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, optionalDependencies }, null, 2));
  copyFileSync(join(root, 'README.md'), join(folder, 'README.md'));
}

const target = resolve(process.argv[2] ?? join(root, 'out/packages'));
for (const folder of [staging, target]) rmSync(folder, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
const { names, packable } = await stagePlatforms();
const folders = [...packages.filter((folder) => readManifest(folder).private !== true).map(stage), ...packable];
const staged = join(staging, basename(library));
addPlatforms(staged, names);
await bundleLibraries(staged);
for (const folder of folders.filter((each) => existsSync(join(each, 'dist')))) dropInnerTypes(folder);
for (const folder of folders) copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
await must('The packages could not be packed', 'npm', [
  'pack',
  '--ignore-scripts',
  '--pack-destination',
  target,
  ...folders,
]);
for (const name of readdirSync(target)) console.log(name);
