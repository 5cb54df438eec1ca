/** Valgrind, which counts instructions. */
import { installDebianPackage } from './debian-package.mjs';

export const valgrind = '/usr/bin/valgrind';

export function installValgrind() {
  return installDebianPackage('valgrind', [valgrind]);
}
