/**
 * Records in, instances out: what a model was asked, what it answered and what was true. A record is a row of cells, an
 * object of JSON, or a capture record, merged with its label or not; it may hold many instances, whose lists are zipped.
 */
import { Attribute } from './attribute.js';
import { type Body, readBody } from './body.js';
import { noAttribute, unfitRecord } from './errors.js';
import { type Answer, toAnswer } from './answer.js';

/** What is read of an instance, each by its attribute. */
export interface Attributes {
  readonly label?: string | undefined;
  readonly prediction?: string | undefined;
  readonly probability?: string | undefined;
  /**
   * `true`: of rows every column that is nothing else, of capture records the cells of the request. Names: the same, and of
   * JSON the object that has them.
   */
  readonly features?: string | true | readonly string[] | undefined;
  /**
   * Where the label of records other than capture records is if `label` does not say it, and where answers are if neither
   * `prediction` nor `probability` does; of capture records in bodies that hold objects. Rows without a column of that
   * label have none.
   */
  readonly usual?: Pick<Attributes, 'label' | 'prediction' | 'probability'> | undefined;
  readonly groups?: readonly string[] | undefined;
  /** What the response of a capture record is that is one value without a name. */
  readonly output?: 'prediction' | 'probability' | undefined;
  /** The name of the positive class, where a model lists classes and scores. */
  readonly positive?: string | undefined;
  /** The names of the columns of requests, and of features that are a list. */
  readonly names?: readonly string[] | undefined;
}

/** One prediction; null where there is nothing. */
export interface Instance extends Answer {
  readonly label: unknown;
  /** By name; empty unless they are asked for. */
  readonly features: Readonly<Record<string, unknown>>;
  /** The values of the groups, in the order of their attributes. */
  readonly groups: readonly unknown[];
}

type Role = 'label' | 'prediction' | 'probability' | 'features';

/** What was found in a record, before lists are zipped. */
interface Found {
  readonly label: unknown;
  readonly prediction: unknown;
  readonly probability: unknown;
  readonly features: unknown;
  readonly groups: readonly unknown[];
}

export class InstanceReader {
  readonly #given: Attributes;
  readonly #attributes: Readonly<Record<Role, Attribute | null>>;
  readonly #ofRows: Readonly<Record<'label' | 'prediction' | 'probability', Attribute | null>>;
  readonly #groups: readonly Attribute[];

  constructor(attributes: Attributes) {
    this.#given = attributes;
    this.#attributes = {
      label: toAttribute(attributes.label),
      prediction: toAttribute(attributes.prediction),
      probability: toAttribute(attributes.probability),
      features: toAttribute(attributes.features),
    };
    const isGiven = attributes.prediction !== undefined || attributes.probability !== undefined;
    const { prediction, probability } = isGiven ? attributes : (attributes.usual ?? {});
    this.#ofRows = {
      label: toAttribute(attributes.label ?? attributes.usual?.label),
      prediction: toAttribute(prediction),
      probability: toAttribute(probability),
    };
    this.#groups = (attributes.groups ?? []).map((text) => new Attribute(text));
  }

  /** `names`: of the columns, where the record is a row of cells. `invalid-data` for a record that does not fit. */
  read(record: unknown, names: readonly string[]): readonly Instance[] {
    if (Array.isArray(record)) return [this.#readRow(record as readonly unknown[], names)];
    if (typeof record !== 'object' || record === null) {
      throw unfitRecord(`expected an object or a row, found ${record === null ? 'null' : typeof record}`);
    }
    const { captureData } = record as { readonly captureData?: unknown };
    return typeof captureData === 'object' && captureData !== null
      ? this.#zip(this.#findInCapture(captureData, record))
      : this.#zip(this.#findInJson(record));
  }

  #readRow(cells: readonly unknown[], names: readonly string[]): Instance {
    const { prediction, probability } = this.#ofRows;
    const isAsked = this.#attributes.label !== null || (this.#ofRows.label?.toPlace(names) ?? -1) >= 0;
    const label = isAsked ? this.#ofRows.label : null;
    const find = (attribute: Attribute | null): unknown => attribute?.inCells(cells, names) ?? null;
    const used = [label, prediction, probability].map((attribute) => attribute?.toPlace(names));
    const others = names.flatMap((name, place) =>
      used.includes(place) ? [] : [[name, cells[place] ?? null] as const],
    );
    return {
      label: find(label),
      ...toAnswer(find(prediction), find(probability), this.#given.positive),
      features: this.#given.features === undefined ? {} : Object.fromEntries(others),
      groups: this.#groups.map((group) => group.inCells(cells, names)),
    };
  }

  #findInJson(record: object): Found {
    const find = (attribute: Attribute | null): unknown => attribute?.inJson(record) ?? null;
    const { features } = this.#given;
    const isWhole = features === true || typeof features === 'object';
    return {
      label: find(this.#ofRows.label),
      prediction: find(this.#ofRows.prediction),
      probability: find(this.#ofRows.probability),
      features: isWhole ? record : find(this.#attributes.features),
      groups: this.#groups.map((group) => group.inJson(record)),
    };
  }

  #findInCapture(captureData: object, record: object): Found {
    const { endpointInput, endpointOutput, batchTransformOutput } = captureData as Readonly<Record<string, unknown>>;
    const { groundTruthData } = record as { readonly groundTruthData?: unknown };
    const transformed = readBody(batchTransformOutput, 'output of the transform');
    const request = transformed ?? readBody(endpointInput, 'request');
    const response = transformed ?? readBody(endpointOutput, 'response');
    const label = readBody(groundTruthData, 'ground truth');
    const { prediction, probability, features } = this.#attributes;
    const output = prediction || probability ? null : (this.#given.output ?? 'prediction');
    const isBatch = transformed !== null;
    const answer = (role: 'prediction' | 'probability'): unknown => {
      const attribute = this.#attributes[role] ?? (isObject(response) ? this.#ofRows[role] : null);
      return role === output || attribute !== null ? findInBody(response, attribute, role, isBatch) : null;
    };
    return {
      label: label === null ? null : findInBody(label, this.#attributes.label, 'label', false),
      prediction: answer('prediction'),
      probability: answer('probability'),
      features:
        this.#given.features === undefined ? null : findFeatures(request, features ?? this.#given.features, isBatch),
      groups: this.#groups.map((group) => findGroup(request, group, this.#given.names ?? [])),
    };
  }

  /** The label says how many instances there are, else the features, else the answers. */
  #zip(found: Found): readonly Instance[] {
    const { label, prediction, probability, features, groups } = found;
    const count = countInstances(found);
    if (count === null) {
      return [
        { label, ...toAnswer(prediction, probability, this.#given.positive), features: this.#name(features), groups },
      ];
    }
    const lists = Object.entries({ label, prediction, probability, features }).map(([role, value]) =>
      toList(value, role, count),
    );
    const [labels = [], predictions = [], probabilities = [], featureLists = []] = lists;
    // What the record as a whole belongs to, all of its instances do.
    const groupLists = groups.map((value) =>
      Array.isArray(value) ? toList(value, 'group', count) : Array.from({ length: count }, () => value),
    );
    return Array.from({ length: count }, (_, place) => ({
      label: labels[place] ?? null,
      ...toAnswer(predictions[place] ?? null, probabilities[place] ?? null, this.#given.positive),
      features: this.#name(featureLists[place] ?? null),
      groups: groupLists.map((list) => list[place] ?? null),
    }));
  }

  #name(features: unknown): Readonly<Record<string, unknown>> {
    if (typeof features !== 'object' || features === null) return {};
    if (!Array.isArray(features)) return features as Readonly<Record<string, unknown>>;
    const { names } = this.#given;
    if (names && names.length !== features.length) {
      throw unfitRecord(`expected ${names.length} features, as there are names, found ${features.length}`);
    }
    return Object.fromEntries(features.map((value: unknown, place) => [names?.[place] ?? `_c${place}`, value]));
  }
}

function toAttribute(text: string | true | readonly string[] | undefined): Attribute | null {
  return typeof text === 'string' ? new Attribute(text) : null;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** Null for one instance, whose values need not be in lists. */
function countInstances({ label, prediction, probability, features }: Found): number | null {
  if (Array.isArray(label)) return label.length;
  if (label !== null) return null;
  if (Array.isArray(features)) {
    return features.some((each) => typeof each === 'object' && each !== null) ? features.length : null;
  }
  if (features !== null) return null;
  const answers: unknown = prediction ?? probability;
  return Array.isArray(answers) ? answers.length : null;
}

function toList(value: unknown, role: string, count: number): readonly unknown[] {
  if (value === null) return [];
  if (Array.isArray(value) && value.length === count) return value;
  const found = Array.isArray(value) ? String(value.length) : 'one value';
  throw unfitRecord(`expected ${count} values of the ${role}, one an instance, found ${found}`);
}

/** Of several rows the list of their cells. Without an attribute, the one value that there is; of a transform the last. */
function findInBody(body: Body | null, attribute: Attribute | null, role: Role, isBatch: boolean): unknown {
  if (body === null) return null;
  if ('json' in body) {
    if (attribute !== null) return attribute.inJson(body.json);
    const { json } = body;
    if (isPlain(json) || (Array.isArray(json) && json.every(isPlain))) return json;
    throw noAttribute(role);
  }
  const values = body.cells.map((row) => {
    // Ground truth in CSV is the bare label, whatever its attribute is elsewhere.
    if (role === 'label' && row.length === 1) return row[0] ?? null;
    if (attribute !== null) return attribute.inCells(row, toPlaces(row));
    if (row.length === 1 || isBatch) return row.at(-1) ?? null;
    throw noAttribute(role);
  });
  return values.length === 1 ? values[0] : values;
}

/** Whether it is JSON in which values have names. */
function isObject(body: Body | null): boolean {
  if (body === null || !('json' in body)) return false;
  const { json } = body;
  return Array.isArray(json) ? !json.every(isPlain) : !isPlain(json);
}

function findFeatures(body: Body | null, attribute: Attribute | Attributes['features'], isBatch: boolean): unknown {
  if (body === null) return null;
  if ('json' in body) {
    if (attribute instanceof Attribute) return attribute.inJson(body.json);
    if (Array.isArray(attribute)) return body.json;
    throw noAttribute('features');
  }
  const rows = body.cells.map((row) => (isBatch ? row.slice(0, -1) : row));
  return rows.length === 1 ? rows[0] : rows;
}

function findGroup(body: Body | null, group: Attribute, names: readonly string[]): unknown {
  if (body === null) return null;
  if ('json' in body) return group.inJson(body.json);
  const values = body.cells.map((row) => group.inCells(row, names.length === 0 ? toPlaces(row) : names));
  return values.length === 1 ? values[0] : values;
}

/** The names of cells that have none, one array a length, so that an attribute finds its column once. */
const PLACES = new Map<number, readonly string[]>();

function toPlaces({ length }: readonly string[]): readonly string[] {
  let places = PLACES.get(length);
  if (places === undefined) {
    places = Array.from({ length }, (_, place) => `_c${place}`);
    if (PLACES.size < 100) PLACES.set(length, places);
  }
  return places;
}
