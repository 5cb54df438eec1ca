import { expect, it } from 'vitest';
import { toTable } from './table.js';

it('cells are aligned, and nothing trails', () => {
  const table = toTable(
    [{ title: 'feature' }, { title: 'count', align: 'right' }, { title: 'what' }],
    [
      ['age', '1,000', 'a'],
      ['größe', '5', ''],
    ],
  );
  expect(table).toBe(
    ['feature  count  what', '-------  -----  ----', 'age      1,000  a', 'größe        5'].join('\n'),
  );
});

it('a name cannot rewrite the terminal', () => {
  expect(toTable([{ title: 'feature' }], [['\u001b[2Jx\n\u202ey']])).toContain('\\u001b[2Jx\\u000a\\u202ey');
});
