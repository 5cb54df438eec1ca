/** The JSON Schema of tidemark.yaml, which editors read and by which the file is judged. */
import { readFileSync } from 'node:fs';

/** The part of JSON Schema that the schema uses. */
export interface Schema {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

export function readSchema(): Schema {
  const file = new URL('../../schema/tidemark.schema.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Schema;
}
