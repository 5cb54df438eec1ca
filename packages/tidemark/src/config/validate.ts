/** Holds a value against a schema; the first thing that does not fit is an error that says where it stands. */
import { invalidConfig } from './errors.js';
import { findNearest } from './nearest.js';
import type { Schema } from './schema.js';

/** A key with nothing after it is as good as absent. `path` is how people would name the place, such as `check.falseAlarmRate`; empty for the whole file. */
export function validate(value: unknown, schema: Schema, file: string, path = ''): void {
  if (typeOf(value) !== schema.type) throw invalidConfig(file, path, describeType(schema), describe(value));
  if (schema.type === 'object') validateMembers(value as Readonly<Record<string, unknown>>, schema, file, path);
  if (schema.type === 'array') {
    const { items } = schema;
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      if (items) validate(item, items, file, `${path}[${index}]`);
    }
  }
  if (schema.enum && !schema.enum.includes(String(value))) {
    const nearest = findNearest(String(value), schema.enum);
    const known = schema.enum.map((each) => JSON.stringify(each)).join(', ');
    throw invalidConfig(file, path, `one of ${known}`, describe(value), nearest && `did you mean ${nearest}?`);
  }
  if (schema.type === 'number') validateRange(Number(value), schema, file, path);
}

function validateMembers(
  members: Readonly<Record<string, unknown>>,
  { properties = {} }: Schema,
  file: string,
  path: string,
): void {
  const known = Object.keys(properties);
  for (const [key, member] of Object.entries(members)) {
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (schema === undefined) {
      const nearest = findNearest(key, known);
      const advice = nearest === null ? null : `did you mean ${nearest}?`;
      throw invalidConfig(file, path, `only the keys ${known.join(', ')}`, JSON.stringify(key), advice);
    }
    if (member !== null) validate(member, schema, file, path === '' ? key : `${path}.${key}`);
  }
}

function validateRange(
  value: number,
  { exclusiveMinimum, exclusiveMaximum }: Schema,
  file: string,
  path: string,
): void {
  const isAbove = exclusiveMinimum === undefined || value > exclusiveMinimum;
  const isBelow = exclusiveMaximum === undefined || value < exclusiveMaximum;
  if (isAbove && isBelow) return;
  const bounds = [
    exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`],
    exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`],
  ];
  throw invalidConfig(file, path, `a number ${bounds.flat().join(' and ')}`, String(value));
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

function describeType({ type }: Schema): string {
  const names = {
    object: 'keys with values',
    array: 'a list',
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
  };
  return names[type];
}

function describe(value: unknown): string {
  const type = typeOf(value);
  if (type === 'array') return 'a list';
  if (type === 'object') return 'keys with values';
  return type === 'null' ? 'nothing' : JSON.stringify(value);
}
