import { openBaseline } from 'tidemark';
import { expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';
import { layOut } from './profile-layout.ts';
import { mutate } from './profile-mutation.ts';
import { makeValidProfile } from './targets.ts';

it('the checksum is CRC-32C, by its published check value', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
});

it('the layout covers a profile from the first byte to the last', async () => {
  const valid = await makeValidProfile();
  const fields = layOut(valid);
  let end = 0;
  for (const field of fields) {
    expect(field.offset).toBe(end);
    end += field.size;
  }
  expect(end).toBe(valid.length);
});

it('fixing the checksum of an undamaged profile changes nothing', async () => {
  const valid = await makeValidProfile();
  expect(mutate(valid, [['fix-checksum']])).toEqual([valid]);
});

it('any-length damages each length in turn, and every one is noticed', async () => {
  const valid = await makeValidProfile();
  const variants = mutate(valid, [['set-field', 'any-length', 'ffffffff'], ['fix-checksum']]) ?? [];
  expect(variants).toHaveLength(layOut(valid).filter(({ isLength }) => isLength).length);
  for (const profile of variants) {
    await expect(openBaseline({ profile })).rejects.toMatchObject({ code: 'invalid-data' });
  }
});

it('an operation that is not known is said not to be', async () => {
  expect(mutate(await makeValidProfile(), [['transmogrify']])).toBeNull();
});
