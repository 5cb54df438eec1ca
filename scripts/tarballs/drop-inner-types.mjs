/** Leaves out the declarations that no entry of a package leads to: nobody's compiler reads them. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const RELATIVE_IMPORT = /(?:from |import\()'(\.[^']+)\.js'/g;

export function dropInnerTypes(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const reached = new Set(Object.values(exports).flatMap(({ types }) => (types ? [join(folder, types)] : [])));
  for (const file of reached) {
    for (const [, target] of readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT)) {
      reached.add(join(dirname(file), `${target}.d.ts`));
    }
  }
  const files = readdirSync(join(folder, 'dist'), { recursive: true }).map((file) => join(folder, 'dist', file));
  for (const file of files.filter((each) => each.endsWith('.d.ts') && !reached.has(each))) rmSync(file);
}
