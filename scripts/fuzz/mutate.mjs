/** Makes other inputs of known ones: changes of bytes, and of the trees that JSON documents are. */

/** Values at which readers go wrong. */
const NUMBERS = [0, -1, 0.5, 1e308, -1e-320, 2 ** 53, 2 ** 31, 10];
const TEXTS = [
  '',
  '0',
  'NaN',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  'x'.repeat(2000),
  '1'.repeat(400),
  '=1+1',
];
const TREES = [[], {}, [[]], [null], { '': null }, JSON.parse('{"__proto__":{"a":1}}'), Array(3000).fill(0)];
const VALUES = [null, true, false, ...NUMBERS, ...TEXTS, ...TREES];

const OF_JSON = ['{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', 'null', '1e400', '-0', '"__proto__":', '\ufeff'];
const OF_YAML = ['\n', '\t', ' ', '#', '&a ', '*a', '<<: ', '!!js ', '|', '>', '---', '? ', '- ', '0x1', '\xff'];
const TOKENS = [...OF_JSON, ...OF_YAML];

const MOST_BYTES = 64 * 1024;

/** `random(limit)` gives an integer below the limit; `others` are inputs of which parts may be taken. */
export function mutate(bytes, others, random) {
  let changed = random(3) > 0 ? (changeTree(bytes, others, random) ?? bytes) : bytes;
  if (changed === bytes || random(4) === 0) {
    for (let count = 1 + random(4); count > 0; count--) changed = changeBytes(changed, others, random);
  }
  return changed.subarray(0, MOST_BYTES);
}

const choose = (list, random) => list[random(list.length)];

function changeBytes(bytes, others, random) {
  const at = random(bytes.length + 1);
  const end = at + random(Math.min(bytes.length - at, 64) + 1);
  const other = choose(others, random);
  const begin = random(other.length + 1);
  const middle = [
    () => Buffer.alloc(0),
    () => Buffer.from(choose(TOKENS, random)),
    () => Buffer.from([random(256)]),
    () => Buffer.concat([bytes.subarray(at, end), bytes.subarray(at, end)]),
    () => other.subarray(begin, begin + random(64)),
    () => Buffer.from(choose(TOKENS, random).repeat(1 + random(3000))),
  ];
  const isInsertion = random(2) === 0;
  return Buffer.concat([bytes.subarray(0, at), choose(middle, random)(), bytes.subarray(isInsertion ? at : end)]);
}

/** None where the bytes are no JSON. */
function changeTree(bytes, others, random) {
  const root = parse(bytes);
  if (root === undefined) return null;
  const holder = { root };
  for (let count = 1 + random(3); count > 0; count--) {
    const { parent, key } = choose(listPlaces(holder), random);
    const other = listPlaces({ root: parse(choose(others, random)) ?? null });
    const donor = choose(other, random);
    choose(CHANGES, random)({ parent, key, value: choose(VALUES, random), donor: donor.parent[donor.key], random });
  }
  return Buffer.from(JSON.stringify(holder.root, null, random(2)) ?? 'null');
}

const CHANGES = [
  ({ parent, key, value }) => set(parent, key, structuredClone(value)),
  ({ parent, key, donor }) => set(parent, key, structuredClone(donor)),
  ({ parent, key }) => (Array.isArray(parent) ? parent.splice(key, 1) : key === 'root' || delete parent[key]),
  ({ parent, key }) => set(parent, key, [parent[key]]),
  ({ parent, key, value }) => {
    if (Array.isArray(parent)) parent.splice(key, 0, structuredClone(parent[key]));
    else if (key !== 'root') set(parent, String(value).slice(0, 40), parent[key]);
  },
  ({ parent, key, random }) => {
    if (typeof parent[key] === 'number') set(parent, key, choose([-1, 2, 10, 0.1, 1e10], random) * parent[key]);
    else if (typeof parent[key] === 'string') set(parent, key, parent[key].slice(random(parent[key].length + 1)));
  },
  ({ parent, key, random }) => {
    let deep = parent[key];
    for (let depth = 1 << random(11); depth > 0; depth--) deep = random(2) === 0 ? [deep] : { a: deep };
    set(parent, key, deep);
  },
];

function parse(bytes) {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

/** A key named `__proto__` stays a key. */
function set(parent, key, value) {
  Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
}

function listPlaces(root) {
  const places = [];
  const open = [root];
  for (let parent = open.pop(); parent !== undefined && places.length < 5000; parent = open.pop()) {
    for (const key of Object.keys(parent)) {
      places.push({ parent, key });
      const value = parent[key];
      if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
  return places;
}
