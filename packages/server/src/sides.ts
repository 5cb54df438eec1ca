/** A form of data and of what is read before it. */
import type { BytesPart } from 'tidemark';
import { badRequest } from './errors.js';
import type { Part } from './multipart.js';
import type { Holding } from './holdings.js';
import { toSourceName } from './source-name.js';

export type TakePart = (part: Part) => Promise<void>;

export interface Sides<Result> {
  /** The name of the data's part. */
  readonly data: string;
  /** How every other part is taken, by its name. */
  readonly takers: Readonly<Record<string, TakePart>>;
  /** The name of the part without which the data cannot be read; null where there is none. */
  readonly needed: string | null;
  /** Whether data that comes after it is read as it comes, so that nothing may follow; else it is held until the end. */
  readonly isStreamed: boolean;
  readonly holding: Holding;
  /** Called once. */
  readonly readData: (data: BytesPart) => Promise<Result>;
}

export async function readSides<Result>(
  parts: AsyncIterable<Part>,
  { data, takers, needed, isStreamed, holding, readData }: Sides<Result>,
): Promise<Result> {
  const taken = new Set<string | null>([null]);
  let held: BytesPart | undefined;
  let result: Result | undefined;
  for await (const part of parts) {
    const take = Object.hasOwn(takers, part.name) ? takers[part.name] : undefined;
    if (part.name === data) {
      if (held !== undefined || result !== undefined) throw badRequest(`expected one part \`${data}\`, found more`);
      if (isStreamed && taken.has(needed)) result = await readData(toSource(part));
      else held = await hold(part, holding);
    } else if (take !== undefined) {
      if (result !== undefined) throw tooLate(part.name, data);
      await take(part);
      taken.add(part.name);
    } else {
      const known = [...Object.keys(takers), data].map((name) => `\`${name}\``).join(', ');
      throw badRequest(`expected parts of the names ${known}, found one of another name`);
    }
  }
  if (!taken.has(needed)) throw badRequest(`expected a part \`${needed}\`, found none`);
  if (result !== undefined) return result;
  if (held === undefined) throw badRequest(`expected a part \`${data}\`, found none`);
  return readData(held);
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
