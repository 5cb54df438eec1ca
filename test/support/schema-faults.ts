/** Holds a value against a schema of an OpenAPI document. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
}

/** Those that others name. */
export type Schemas = Readonly<Record<string, Schema>>;

/** What is wrong with a value, by the few words of JSON Schema that the document uses. */
export function findFaults(value: unknown, given: Schema, schemas: Schemas, at = '$'): string[] {
  const schema = given.$ref ? (schemas[given.$ref.split('/').at(-1) ?? ''] ?? {}) : given;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return choices.some((each) => findFaults(value, each, schemas, at).length === 0)
      ? []
      : [`${at}: no alternative fits`];
  if (schema.const !== undefined && value !== schema.const) return [`${at}: expected ${JSON.stringify(schema.const)}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: expected one of ${schema.enum.join()}`];
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [`${at}: expected ${types.join()}`];
  if (typeof value === 'number' && value < (schema.minimum ?? value)) return [`${at}: below ${schema.minimum}`];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      schema.items ? findFaults(item, schema.items, schemas, `${at}[${index}]`) : [],
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${at}: no ${name}`);
  const extra = Object.keys(value).filter(
    (name) => schema.additionalProperties === false && !schema.properties?.[name],
  );
  const others = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  const inside = Object.entries(value).flatMap(([name, member]) =>
    findFaults(member, schema.properties?.[name] ?? others, schemas, `${at}.${name}`),
  );
  return [...missing, ...extra.map((name) => `${at}: unknown ${name}`), ...inside];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
