/** Saves a result in the form that a path asks for by its extension, or as a directory of files. */
import { invalidArgument } from '../engine/errors.js';
import { saveDirectory, saveFile, toExtension } from '../source/save.js';

/** A result as the bytes or the text of one file, whole or in pieces. */
export type Form = string | Iterable<string> | Promise<Uint8Array>;

/** The forms of a result by the extension that asks for them. */
export type Forms<Result> = Readonly<Record<string, (result: Result) => Form>>;

/** `toFiles`: what a directory holds. */
export async function saveForms<Result>(
  path: string,
  result: Result,
  forms: Forms<Result>,
  toFiles: (result: Result) => Parameters<typeof saveDirectory>[1],
): Promise<void> {
  const extension = toExtension(path);
  if (extension === '') return saveDirectory(path, toFiles(result));
  const toForm = Object.hasOwn(forms, extension) ? forms[extension] : undefined;
  if (toForm === undefined) {
    const known = Object.keys(forms).join(', ');
    throw invalidArgument(`expected a path that ends in ${known}, or a directory without extension, found ${path}`);
  }
  return saveFile(path, await toForm(result));
}
