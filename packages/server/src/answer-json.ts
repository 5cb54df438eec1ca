/** Answers with the very text that the command line prints with `--json`. */
import type { Context, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';
import { toDocumentPieces } from 'tidemark';

/** `Answer` is what the schema of the route says; the library made the value. */
export function answerJson<Answer>(
  c: Context,
  value: { toJSON(): object },
): TypedResponse<JSONParsed<Answer>, 200, 'json'> {
  const response = c.body([...toDocumentPieces(value.toJSON())].join(''), 200, { 'Content-Type': 'application/json' });
  return response as unknown as TypedResponse<JSONParsed<Answer>, 200, 'json'>;
}
