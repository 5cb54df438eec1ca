/**
 * Makes a package need no other: each file of its `dist/libraries`, which names what is used of a library, becomes one
 * readable file with the code of just that, and the licences of all of them lie beside the package's own.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { esmExternalRequirePlugin } from 'rolldown/plugins';

/** The folder of the package that a module belongs to. */
function packageOf(path) {
  return /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(path)?.[0];
}

/** Bundles a file in its place, and gives the folders of the packages whose code is in it. */
async function bundle(file) {
  // One file serves every platform, and the builds for browsers need nothing of any.
  const bundled = await rolldown({
    input: file,
    platform: 'browser',
    plugins: [esmExternalRequirePlugin({ external: [/^node:/] })],
    tsconfig: false,
  });
  const { output } = await bundled.write({ file, minify: false, comments: { legal: true, jsdoc: false } });
  return output.flatMap(({ modules }) => Object.keys(modules)).flatMap((path) => packageOf(path) ?? []);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `## ${name} ${version}, ${license}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`;
}

export async function bundleLibraries(folder) {
  const libraries = join(folder, 'dist/libraries');
  const files = readdirSync(libraries).filter((file) => file.endsWith('.js'));
  const packages = await Promise.all(files.map((file) => bundle(join(libraries, file))));
  const notices = [...new Set(packages.flat())].toSorted().map(noticeOf);
  const title = '# Libraries whose code is in `dist/libraries`\n';
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.md'), [title, ...notices].join('\n'));
}
