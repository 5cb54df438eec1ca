/** Stands in for `file.ts` where there is no file system: every path is refused, by name. */
import { noFileSystem } from './errors.js';
import type * as files from './file.js';

export const toPath: typeof files.toPath = (address) => {
  throw noFileSystem('read', String(address));
};

export const listFiles: typeof files.listFiles = (path) => Promise.reject(noFileSystem('read', path));

export const isDirectory: typeof files.isDirectory = (path) => Promise.reject(noFileSystem('read', path));

export const readChunks: typeof files.readChunks = (path) => {
  throw noFileSystem('read', path);
};

export const openFile: typeof files.openFile = (path) => Promise.reject(noFileSystem('read', path));

export const readIfPresent: typeof files.readIfPresent = (path) => Promise.reject(noFileSystem('read', path));

export const readChunksIfPresent: typeof files.readChunksIfPresent = (path) =>
  Promise.reject(noFileSystem('read', path));

export const writeWhole: typeof files.writeWhole = (path) => Promise.reject(noFileSystem('write', path));
