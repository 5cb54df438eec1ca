import { describe, expect, it } from 'vitest';
import * as files from './file.js';
import * as noFiles from './no-files.js';

describe('where there is no file system', () => {
  it('everything that files have is there, and refuses the path by name', async () => {
    expect(Object.keys(noFiles).toSorted()).toEqual(Object.keys(files).toSorted());
    const refused = { code: 'unsupported', details: { path: 'day.csv' } };
    expect(() => noFiles.toPath('day.csv')).toThrow(expect.objectContaining(refused));
    expect(() => noFiles.readChunks('day.csv')).toThrow(expect.objectContaining(refused));
    for (const read of [noFiles.listFiles, noFiles.isDirectory, noFiles.readIfPresent]) {
      await expect(read('day.csv')).rejects.toMatchObject(refused);
    }
    await expect(noFiles.writeWhole('day.csv', '')).rejects.toMatchObject({
      ...refused,
      message:
        'expected a place with a file system, found the path day.csv to write; take toText(), toJSON() or the profile, and store that',
    });
  });
});
