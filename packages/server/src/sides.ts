/** A form of two sides: what is compared with, and the data, which streams where the other side comes first. */
import type { BytesPart } from 'tidemark';
import { badRequest } from './errors.js';
import type { Part } from './multipart.js';
import type { Holding } from './holdings.js';
import { toSourceName } from './source-name.js';

export interface Sides<Result> {
  /** The names of the two kinds of parts. */
  readonly base: string;
  readonly data: string;
  readonly holding: Holding;
  readonly takeBase: (part: Part) => Promise<void>;
  /** Parts that say more of the data, by name; they come before it, as the base does. */
  readonly beside?: Readonly<Record<string, (part: Part) => Promise<void>>>;
  /** Called once, when all of the base has come. */
  readonly checkData: (data: BytesPart) => Promise<Result>;
}

/** Data that comes before its base is held until then. */
export async function readSides<Result>(
  parts: AsyncIterable<Part>,
  { base, data, holding, takeBase, beside = {}, checkData }: Sides<Result>,
): Promise<Result> {
  let hasBase = false;
  let held: BytesPart | undefined;
  let result: Result | undefined;
  const taking = { [base]: takeBase, ...beside };
  for await (const part of parts) {
    const take = Object.hasOwn(taking, part.name) ? taking[part.name] : undefined;
    if (part.name === data) {
      if (held !== undefined || result !== undefined) throw badRequest(`expected one part \`${data}\`, found more`);
      if (hasBase) result = await checkData(toSource(part));
      else held = await hold(part, holding);
    } else if (take !== undefined) {
      if (result !== undefined) throw tooLate(part.name, data);
      await take(part);
      hasBase ||= part.name === base;
    } else {
      const known = [...Object.keys(taking), data].map((name) => `\`${name}\``).join(', ');
      throw badRequest(`expected parts of the names ${known}, found one of another name`);
    }
  }
  if (!hasBase) throw badRequest(`expected a part \`${base}\`, found none`);
  if (result !== undefined) return result;
  if (held === undefined) throw badRequest(`expected a part \`${data}\`, found none`);
  return checkData(held);
}

export function toSource({ filename, contentType, chunks }: Part): BytesPart {
  return { name: toSourceName(filename, contentType), open: () => chunks };
}

function tooLate(name: string, data: string): Error {
  return badRequest(`expected every \`${name}\` before \`${data}\`, found one after it; put \`${data}\` last`);
}

/** A part whose bytes are held until they are read. */
export async function hold(part: Part, holding: Holding): Promise<BytesPart> {
  const bytes = await holding.take(part.chunks);
  return {
    name: toSourceName(part.filename, part.contentType),
    async *open() {
      yield bytes;
    },
  };
}
