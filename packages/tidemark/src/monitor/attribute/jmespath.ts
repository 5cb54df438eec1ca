/**
 * JMESPath expressions, compiled to functions: all of the language but its functions (`length(@)`), which no attribute
 * needs. A Pratt parser after the grammar of the specification (jmespath.org), each rule a closure over its parts.
 */
import { invalidArgument, TidemarkError } from '../../engine/errors.js';

/** What an expression makes of a value: null where nothing is there. */
export type Search = (value: unknown) => unknown;

interface Token {
  readonly kind: string;
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s*(?:(?<name>[A-Za-z_]\w*)|(?<quoted>"(?:\\.|[^"\\])*")|(?<raw>'(?:\\.|[^'\\])*')|(?<literal>`(?:\\.|[^`\\])*`)|(?<number>-?\d+)|(?<mark>\[\?|\[\]|\|\||&&|==|!=|<=|>=|[.*[\](){},:@|!<>])|(?<end>$))/y;

/** How firmly a token binds what stands before it. */
const STRENGTH: Readonly<Record<string, number>> = {
  '|': 1,
  '||': 2,
  '&&': 3,
  '==': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '[]': 9,
  '*': 20,
  '[?': 21,
  '.': 40,
  '!': 45,
  '[': 55,
};

/** Tokens of less strength end a projection. */
const PROJECTION_END = 10;

/** Longer ones might be nested deeper than the stack is. */
const MOST_CHARACTERS = 1000;

/** `invalid-argument` for an expression that is none, which says where it goes wrong. */
export function compileJmespath(expression: string): Search {
  if (expression.length > MOST_CHARACTERS) {
    throw invalidArgument(
      `expected a JMESPath of at most ${MOST_CHARACTERS} characters, found ${expression.length}; name a shorter path`,
    );
  }
  return new Parser(expression).parse();
}

class Parser {
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  #place = 0;

  constructor(expression: string) {
    this.#expression = expression;
    this.#tokens = [...this.#split()];
  }

  parse(): Search {
    const search = this.#parse(0);
    return this.#next.kind === 'end' ? search : this.#fail('its end');
  }

  *#split(): Generator<Token> {
    TOKEN.lastIndex = 0;
    for (;;) {
      const at = TOKEN.lastIndex;
      const { groups = {} } = TOKEN.exec(this.#expression) ?? {};
      const [kind, text = ''] = Object.entries(groups).find(([, found]) => found !== undefined) ?? [];
      if (kind === undefined) throw notAnExpression(this.#expression, 'a name, a bracket or an operator', at);
      yield { kind: kind === 'mark' ? text : kind, text, at };
      if (kind === 'end') return;
    }
  }

  get #next(): Token {
    return this.#tokens[this.#place] as Token;
  }

  #take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') this.#place += 1;
    return token;
  }

  #takeIf(kind: string): boolean {
    const isThere = this.#next.kind === kind;
    if (isThere) this.#place += 1;
    return isThere;
  }

  #expect(kind: string): void {
    if (!this.#takeIf(kind)) this.#fail(`\`${kind}\``);
  }

  #fail(expected: string): never {
    throw notAnExpression(this.#expression, expected, this.#next.at);
  }

  #parse(strength: number): Search {
    let left = this.#parseStart();
    while (strength < (STRENGTH[this.#next.kind] ?? 0)) left = this.#parseRest(left);
    return left;
  }

  #parseStart(): Search {
    const { kind, text } = this.#take();
    switch (kind) {
      case 'name':
        return toField(text);
      case 'quoted':
        return toField(this.#readJson(text));
      case 'raw': {
        const content = text.slice(1, -1).replaceAll("\\'", "'");
        return () => content;
      }
      case 'literal': {
        const value: unknown = this.#readJson(text.slice(1, -1).replaceAll('\\`', '`'));
        return () => value;
      }
      case '@':
        return (value) => value;
      case '*':
        return projectValues(identity, this.#parseProjected(STRENGTH['*'] ?? 0));
      case '[]':
      case '[?':
      case '[':
        this.#place -= 1;
        return this.#next.kind === '[' && !this.#isIndex() ? this.#parseList() : this.#parseRest(identity);
      case '{':
        return this.#parseObject();
      case '!': {
        const negated = this.#parse(STRENGTH['!'] ?? 0);
        return (value) => !isTruthy(negated(value));
      }
      case '(': {
        const inner = this.#parse(0);
        this.#expect(')');
        return inner;
      }
      default:
        this.#place -= kind === 'end' ? 0 : 1;
        return this.#fail('a name or a bracket');
    }
  }

  #parseRest(left: Search): Search {
    const { kind } = this.#take();
    const strength = STRENGTH[kind] ?? 0;
    switch (kind) {
      case '.': {
        if (this.#takeIf('*')) return projectValues(left, this.#parseProjected(strength));
        const inner = this.#parseAfterDot(strength);
        return (value) => searchIn(left(value), inner);
      }
      case '|': {
        const inner = this.#parse(strength);
        return (value) => inner(left(value));
      }
      case '||': {
        const right = this.#parse(strength);
        return (value) => {
          const found = left(value);
          return isTruthy(found) ? found : right(value);
        };
      }
      case '&&': {
        const right = this.#parse(strength);
        return (value) => {
          const found = left(value);
          return isTruthy(found) ? right(value) : found;
        };
      }
      case '[]':
        return projectList((value) => flatten(left(value)), this.#parseProjected(strength));
      case '[?': {
        const condition = this.#parse(0);
        this.#expect(']');
        const kept: Search = (value) => {
          const found = left(value);
          return Array.isArray(found) ? found.filter((item) => isTruthy(condition(item))) : null;
        };
        return projectList(kept, this.#parseProjected(strength));
      }
      case '[':
        return this.#parseIndex(left);
      default: {
        const right = this.#parse(strength);
        return (value) => compare(kind, left(value), right(value));
      }
    }
  }

  /** Whether the bracket that comes next holds an index, a slice or a star, rather than a list of expressions. */
  #isIndex(): boolean {
    const [first, second] = this.#tokens.slice(this.#place + 1, this.#place + 3).map(({ kind }) => kind);
    return first === 'number' || first === ':' || (first === '*' && second === ']');
  }

  #parseIndex(left: Search): Search {
    if (this.#takeIf('*')) {
      this.#expect(']');
      return projectList(left, this.#parseProjected(STRENGTH['*'] ?? 0));
    }
    const bounds: (number | null)[] = [null];
    for (let { kind } = this.#next; kind !== ']'; { kind } = this.#next) {
      if (kind === ':' && bounds.length < 3) bounds.push(null);
      else if (kind === 'number' && bounds.at(-1) === null) bounds[bounds.length - 1] = Number(this.#next.text);
      else this.#fail('an index, a slice or `*`');
      this.#place += 1;
    }
    this.#expect(']');
    const [first = null] = bounds;
    if (bounds.length > 1) {
      if (bounds[2] === 0) this.#fail('a step other than 0');
      return projectList((value) => slice(left(value), bounds), this.#parseProjected(STRENGTH['*'] ?? 0));
    }
    if (first === null) return this.#fail('an index, a slice or `*`');
    return (value) => {
      const found = left(value);
      return Array.isArray(found) ? ((found.at(first) as unknown) ?? null) : null;
    };
  }

  /** What is searched in every item of a projection. */
  #parseProjected(strength: number): Search {
    const { kind } = this.#next;
    if ((STRENGTH[kind] ?? 0) < PROJECTION_END) return identity;
    if (kind === '[' || kind === '[?') return this.#parse(strength);
    this.#expect('.');
    return this.#parseAfterDot(strength);
  }

  #parseAfterDot(strength: number): Search {
    const { kind } = this.#next;
    if (kind === '[') return this.#parseList();
    if (kind === '{' || kind === 'name' || kind === 'quoted' || kind === '*') return this.#parse(strength);
    return this.#fail('a name after the dot');
  }

  #parseList(): Search {
    this.#expect('[');
    const items: Search[] = [];
    do items.push(this.#parse(0));
    while (this.#takeIf(','));
    this.#expect(']');
    return (value) => (isNothing(value) ? null : items.map((item) => item(value)));
  }

  #parseObject(): Search {
    const members: (readonly [string, Search])[] = [];
    do {
      const { kind, text } = this.#take();
      if (kind !== 'name' && kind !== 'quoted') this.#fail('a name');
      this.#expect(':');
      members.push([kind === 'quoted' ? this.#readJson(text) : text, this.#parse(0)]);
    } while (this.#takeIf(','));
    this.#expect('}');
    return (value) =>
      isNothing(value) ? null : Object.fromEntries(members.map(([name, search]) => [name, search(value)]));
  }

  #readJson(text: string): string {
    try {
      return JSON.parse(text) as string;
    } catch {
      return this.#fail('JSON in quotes');
    }
  }
}

const identity: Search = (value) => value;

function toField(name: string): Search {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return null;
    return (value as Readonly<Record<string, unknown>>)[name] ?? null;
  };
}

function searchIn(value: unknown, inner: Search): unknown {
  return isNothing(value) ? null : inner(value);
}

function projectList(list: Search, inner: Search): Search {
  return (value) => {
    const found = list(value);
    return Array.isArray(found) ? found.map(inner).filter((item) => !isNothing(item)) : null;
  };
}

function projectValues(object: Search, inner: Search): Search {
  return (value) => {
    const found = object(value);
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return null;
    return Object.values(found)
      .map(inner)
      .filter((item) => !isNothing(item));
  };
}

function flatten(value: unknown): unknown {
  return Array.isArray(value) ? value.flat() : null;
}

function slice(value: unknown, [first = null, last = null, step = null]: readonly (number | null)[]): unknown {
  if (!Array.isArray(value)) return null;
  const { length } = value;
  const stride = step ?? 1;
  const clamp = (bound: number): number => {
    const place = bound < 0 ? bound + length : bound;
    return stride > 0 ? Math.min(Math.max(place, 0), length) : Math.min(Math.max(place, -1), length - 1);
  };
  const start = first === null ? (stride > 0 ? 0 : length - 1) : clamp(first);
  const end = last === null ? (stride > 0 ? length : -1) : clamp(last);
  const kept: unknown[] = [];
  for (let place = start; stride > 0 ? place < end : place > end; place += stride) kept.push(value[place]);
  return kept;
}

/** Order is of numbers alone. */
function compare(operator: string, left: unknown, right: unknown): boolean | null {
  if (operator === '==') return JSON.stringify(left) === JSON.stringify(right);
  if (operator === '!=') return JSON.stringify(left) !== JSON.stringify(right);
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** False are null, false, and what is empty. */
function isTruthy(value: unknown): boolean {
  if (isNothing(value) || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value as object).length > 0;
}

function notAnExpression(expression: string, expected: string, at: number): TidemarkError {
  const rest = expression.slice(at).trim();
  const found = rest === '' ? 'the end' : rest.slice(0, 40);
  return new TidemarkError(
    'invalid-argument',
    `expected ${expected} at character ${at + 1} of the JMESPath ${expression}, found ${found}; functions are not known here`,
  );
}
