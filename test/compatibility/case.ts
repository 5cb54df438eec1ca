/** Cases of Model Monitor's inputs and outputs: every `case.json` below a folder. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** A source of a case: a file name, or a file with the way it is to be read. */
export interface SourceSpec {
  readonly file: string;
  readonly format?: string;
  readonly header?: boolean;
  readonly columns?: readonly string[];
  readonly exclude?: readonly string[];
  /** The attributes of label, predicted value and score, and of the features. */
  readonly groundTruth?: string;
  readonly inference?: string;
  readonly probability?: string;
  readonly features?: string;
  readonly probabilityThreshold?: number;
}

export type DocumentName = 'statistics' | 'constraints' | 'violations' | 'analysis';

/** One side of a case: data to be profiled, documents as they are, or both. */
export type Side = Partial<Readonly<Record<DocumentName, string | object>>> & {
  readonly source?: string | SourceSpec | readonly (string | SourceSpec)[];
};

/** How documents are compared. */
export interface Comparison {
  readonly partial?: readonly DocumentName[];
  readonly ignore?: readonly string[];
  readonly tolerance?: number;
}

/** A case, and the folder that its paths are relative to. */
export interface Case extends Comparison {
  readonly name: string;
  readonly monitor: string;
  readonly problem?: 'BinaryClassification' | 'MulticlassClassification' | 'Regression';
  /** The analysis configuration of a bias case, a file or as it is written out. */
  readonly config?: string | object;
  readonly baseline: Side;
  readonly current?: Side;
  readonly expect: Partial<Readonly<Record<DocumentName, string | object>>>;
  readonly fitted?: string;
  readonly unexplained?: string;
  readonly folder: string;
  /** The folder below the one that was asked for, as it is printed. */
  readonly place: string;
}

export async function findCases(root: string): Promise<Case[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name === 'case.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const found = await Promise.all(files.map((file) => readCases(root, file)));
  return found.flat();
}

async function readCases(root: string, file: string): Promise<Case[]> {
  const content = JSON.parse(await readFile(file, 'utf8')) as Case | readonly Case[];
  const folder = dirname(file);
  const cases = Array.isArray(content) ? (content as readonly Case[]) : [content as Case];
  return cases.map((each) => ({ ...each, folder, place: relative(root, folder) }));
}
