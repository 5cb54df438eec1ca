/** Answers a form of data and what comes before it: reads it within the limits, and gives what was made of both. */
import type { Context, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';
import type { IngestReport } from 'tidemark';
import { answerJson } from './answer-json.js';
import { readBody } from './body.js';
import type { Holding } from './holdings.js';
import { readParts } from './multipart.js';
import { requireReadable } from './readable.js';
import type { Service } from './service.js';
import { readSides, type Sides } from './sides.js';

interface Made {
  readonly report: IngestReport | null;
  toJSON(): object;
}

/** `Answer` is what the schema of the route says. */
export async function answerSides<Answer>(
  c: Context,
  { limits, holdings }: Service,
  toSides: (holding: Holding) => Omit<Sides<Made>, 'holding'>,
): Promise<TypedResponse<JSONParsed<Answer>, 200, 'json'>> {
  using holding = holdings.open();
  const parts = readParts(readBody(c.req.raw, limits), c.req.header('content-type') ?? '', limits);
  const result = await readSides(parts, { ...toSides(holding), holding });
  requireReadable(result.report);
  return answerJson<Answer>(c, result);
}
