/** `docs/measures.md` says what there is. */
import { readFile } from 'node:fs/promises';
import { createEngine } from 'tidemark/engine';
import { describe, expect, it } from 'vitest';

describe('docs/measures.md', async () => {
  const text = await readFile(new URL('../../docs/measures.md', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => /^\| `[a-z-]+` \| `\w+` \|/u.test(line));
  const engine = await createEngine();

  it('has a row a measure of the registry, in its order', () => {
    const ids = rows.map((row) => /`([a-z-]+)`/u.exec(row)?.[1]);
    expect(ids).toEqual(engine.measures().map(({ id }) => id));
  });

  it('names the options of each measure, and its variants', () => {
    for (const [index, { id, options, variants }] of engine.measures().entries()) {
      for (const option of options.filter((name) => name !== 'level' && name !== 'variant')) {
        expect(rows[index], id).toContain(`\`${option}\``);
      }
      for (const variant of variants.length > 1 ? variants : []) expect(text, id).toContain(`\`${variant}\``);
    }
  });
});
