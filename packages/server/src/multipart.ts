/** A multipart body in, its parts out, each as a stream: a part is read before the next one begins. */
import { type MultipartError, make, type PartInfo } from 'multipasta';
import { badRequest, tooManyParts, unknownMediaType } from './errors.js';
import type { Limits } from './limits.js';

/** A part of a form. What of it is not read is skipped. */
export interface Part {
  readonly name: string;
  /** Without folders. */
  readonly filename: string | null;
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

type Event = PartInfo | Uint8Array | 'end-of-part';

/** Fails with `unsupported-media-type`, `bad-request` or `too-large`. */
export async function* readParts(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  limits: Limits,
): AsyncGenerator<Part> {
  const events = readEvents(body, contentType, limits);
  try {
    for (;;) {
      const { done, value } = await events.next();
      if (done === true) return;
      if (value === 'end-of-part' || value instanceof Uint8Array) continue;
      yield { ...toNames(value), contentType: value.contentType, chunks: untilEndOfPart(events) };
    }
  } finally {
    await events.return(undefined);
  }
}

/** By hand, since leaving a `for await` would end the events. */
async function* untilEndOfPart(events: AsyncIterator<Event>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await events.next();
    if (done === true || !(value instanceof Uint8Array)) return;
    yield value;
  }
}

async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  limits: Limits,
): AsyncGenerator<Event, undefined> {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw unknownMediaType('multipart/form-data with a boundary');
  let found: Event[] = [];
  let isAtEnd = false;
  let failure: MultipartError | undefined;
  const parser = make({
    headers: { 'content-type': contentType },
    maxParts: limits.parts,
    isFile: () => true,
    onField: () => undefined,
    onFile: (info) => {
      found.push(info);
      return (chunk) => {
        found.push(chunk ?? 'end-of-part');
      };
    },
    onError: (error) => {
      failure ??= error;
    },
    onDone: () => {
      isAtEnd = true;
    },
  });
  const take = (step: () => void): Event[] => {
    found = [];
    try {
      step();
    } catch (cause) {
      throw badRequest('expected parts of a form, found one whose headers cannot be read', cause);
    }
    // What stands after the last boundary is no part, whatever it looks like.
    if (failure !== undefined && !isAtEnd) throw toError(failure, limits);
    return found;
  };
  for await (const chunk of body) {
    if (!isAtEnd) yield* take(() => parser.write(chunk));
  }
  if (!isAtEnd) yield* take(() => parser.end());
}

function toError(error: MultipartError, limits: Limits): Error {
  switch (error._tag) {
    case 'ReachedLimit':
      return tooManyParts(limits);
    case 'InvalidBoundary':
      return unknownMediaType('multipart/form-data with a boundary');
    case 'EndNotReached':
      return badRequest('expected a boundary at the end of the form, found the end of the body');
    case 'BadHeaders':
    case 'InvalidDisposition':
      return badRequest('expected parts of a form, found one whose headers cannot be read');
  }
}

/** Read here, since the parser gives up on names beyond Latin-1, which browsers send as they are. */
function toNames({ headers }: PartInfo): Pick<Part, 'name' | 'filename'> {
  const disposition = String(headers['content-disposition'] ?? '');
  const [, quoted, plain] = /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(disposition) ?? [];
  const [, quotedFile, plainFile] = /;\s*filename=(?:"((?:\\.|[^"\\])*)"|([^\s;"]+))/i.exec(disposition) ?? [];
  return { name: quoted ?? plain ?? '', filename: toFilename(quotedFile ?? plainFile ?? '') };
}

function toFilename(text: string): string | null {
  const name = text.replace(/^.*[/\\]/s, '').replaceAll(/\p{Cc}/gu, '');
  return name === '' ? null : name.slice(0, 255);
}
