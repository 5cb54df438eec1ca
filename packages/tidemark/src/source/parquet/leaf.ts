/** The columns that a Parquet file stores: leaves of its schema, each with its name among columns and its levels. */
import type { SchemaElement, SchemaTree } from '../../libraries/hyparquet.js';
import { joinPath } from '../columnar/nesting.js';

/** A stored column. */
export interface Leaf {
  /** Its place among the stored columns. */
  readonly position: number;
  /** The names around the indices of lists: one more than there are lists. */
  readonly names: readonly string[];
  readonly element: SchemaElement;
  /** The definition level of a value that is present. */
  readonly mostDefined: number;
  /** For each list around it, the definition level from which on it has an item. */
  readonly listLevels: readonly number[];
  /** What makes it unreadable, if something does. */
  readonly unsupported: string | null;
}

interface Above {
  readonly names: readonly string[];
  readonly defined: number;
  readonly listLevels: readonly number[];
  readonly unsupported: string | null;
}

export function toLeaves(root: SchemaTree): Leaf[] {
  const leaves: Leaf[] = [];
  const above: Above = { names: [''], defined: 0, listLevels: [], unsupported: null };
  for (const child of root.children) addLeaves(child, child.element.name, above, leaves);
  return leaves;
}

/** `name`: what the node adds to the name of its columns; nothing where the item of a list has no name of its own. */
function addLeaves(node: SchemaTree, name: string, above: Above, leaves: Leaf[]): void {
  const { element, children } = node;
  const unsupported = above.unsupported ?? toUnsupported(element);
  const named = appendName(above.names, name);
  const isRepeated = element.repetition_type === 'REPEATED';
  const defined = above.defined + (element.repetition_type === 'REQUIRED' ? 0 : 1);
  const below: Above = isRepeated
    ? { names: [...named, ''], defined, listLevels: [...above.listLevels, defined], unsupported }
    : { names: named, defined, listLevels: above.listLevels, unsupported };
  if (children.length === 0) {
    const { names, listLevels } = below;
    leaves.push({ position: leaves.length, names, element, mostDefined: defined, listLevels, unsupported });
    return;
  }
  const items = toItems(node);
  if (items !== null) {
    addItems(items, below, leaves);
    return;
  }
  for (const child of children) addLeaves(child, child.element.name, below, leaves);
}

/** The repeated node within a list. */
function toItems({ element, children }: SchemaTree): SchemaTree | null {
  const isList = element.converted_type === 'LIST' || element.logical_type?.type === 'LIST';
  const [only] = children;
  return isList && children.length === 1 && only?.element.repetition_type === 'REPEATED' ? only : null;
}

/** In files of today the repeated node is there for its one child; in older ones it may be the item itself. */
function addItems(repeated: SchemaTree, above: Above, leaves: Leaf[]): void {
  const [only] = repeated.children;
  const { name } = repeated.element;
  if (repeated.children.length !== 1 || only === undefined || name === 'array' || name.endsWith('_tuple')) {
    addLeaves(repeated, '', above, leaves);
    return;
  }
  const defined = above.defined + 1;
  const listLevels = [...above.listLevels, defined];
  addLeaves(only, '', { names: [...above.names, ''], defined, listLevels, unsupported: above.unsupported }, leaves);
}

function appendName(names: readonly string[], name: string): string[] {
  const last = names.at(-1) ?? '';
  return [...names.slice(0, -1), joinPath(last, name)];
}

function toUnsupported({ converted_type: converted, logical_type: logical }: SchemaElement): string | null {
  if (converted === 'MAP' || converted === 'MAP_KEY_VALUE' || logical?.type === 'MAP') return 'a map';
  return logical?.type === 'VARIANT' ? 'values of any type (VARIANT)' : null;
}
