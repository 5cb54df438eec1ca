/** A value in a JSON document together with the path at which it stands, so that a complaint can say where. */
import { invalidData } from '../errors.js';

const SPELLED_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** One value of a document, read step by step. */
export class Field {
  readonly value: unknown;
  readonly document: string;
  readonly path: string;

  constructor(value: unknown, document: string, path = '$') {
    this.value = value;
    this.document = document;
    this.path = path;
  }

  /** The member of that name, or undefined when it is absent or null. */
  optional(key: string): Field | undefined {
    const members = this.#members();
    const value: unknown = Object.hasOwn(members, key) ? members[key] : undefined;
    return value === undefined || value === null ? undefined : this.#inner(value, `.${key}`);
  }

  /** The member of that name, which must be there. */
  member(key: string): Field {
    return this.optional(key) ?? this.fail(`a member ${key}`);
  }

  has(key: string): boolean {
    return this.optional(key) !== undefined;
  }

  /** The names of its members, as they come. */
  keys(): string[] {
    return Object.keys(this.#members());
  }

  items(): Field[] {
    if (!Array.isArray(this.value)) return this.fail('an array');
    return this.value.map((item: unknown, index) => this.#inner(item, `[${index}]`));
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.fail('a string');
  }

  flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('true or false');
  }

  /** A number, or one of the spellings "NaN", "Infinity" and "-Infinity". */
  number(): number {
    if (typeof this.value === 'number') return this.value;
    return SPELLED_NUMBERS.get(this.value) ?? this.fail('a number');
  }

  finite(): number {
    const number = this.number();
    return Number.isFinite(number) ? number : this.fail('a finite number');
  }

  /** An array of finite numbers, as it is: a sketch holds thousands of them. */
  finites(): readonly number[] {
    const { value } = this;
    const isSound = Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item));
    return isSound ? (value as readonly number[]) : this.items().map((item) => item.finite());
  }

  count(): number {
    const number = this.number();
    return Number.isSafeInteger(number) && number >= 0 ? number : this.fail('a count, 0 or more');
  }

  /** A number that may stand for part of a value, as counts read from a sketch do. */
  weight(): number {
    const number = this.number();
    return Number.isFinite(number) && number >= 0 ? number : this.fail('a number, 0 or more');
  }

  fraction(): number {
    const number = this.number();
    if (number >= 0 && number <= 1) return number;
    return this.fail('a fraction between 0 and 1', number > 1 && number <= 100 ? `did you mean ${number / 100}?` : '');
  }

  oneOf<T extends string>(values: readonly T[]): T {
    return values.find((value) => value === this.value) ?? this.fail(`one of ${values.join(', ')}`);
  }

  fail(expected: string, advice = ''): never {
    throw invalidData(this.document, this.path, expected, describe(this.value), advice);
  }

  #members(): Readonly<Record<string, unknown>> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail('an object');
    return value as Readonly<Record<string, unknown>>;
  }

  #inner(value: unknown, step: string): Field {
    return new Field(value, this.document, this.path + step);
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
