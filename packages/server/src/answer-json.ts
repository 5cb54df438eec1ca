/** Answers with the very text that the command line prints with `--json`: whole where it is short, else as it is written. */
import type { Context, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';
import { toDocumentPieces } from 'tidemark';
import { endTurn } from './end-turn.js';

/** After as many pieces others have their turn; writing them takes some milliseconds. */
const PIECES_A_TURN = 4;

/** `Answer` is what the schema of the route says; the library made the value. */
export function answerJson<Answer>(
  c: Context,
  value: { toJSON(): object },
): TypedResponse<JSONParsed<Answer>, 200, 'json'> {
  const pieces = toDocumentPieces(value.toJSON());
  const { text, isWhole } = takePieces(pieces);
  const body = isWhole ? text : toStream(text, pieces);
  const response = c.body(body, 200, { 'Content-Type': 'application/json' });
  return response as unknown as TypedResponse<JSONParsed<Answer>, 200, 'json'>;
}

/** The next pieces as one, and whether they are the last. */
function takePieces(pieces: Iterator<string>): { readonly text: string; readonly isWhole: boolean } {
  let text = '';
  for (let count = 0; count < PIECES_A_TURN; count++) {
    const { done, value } = pieces.next();
    if (done === true) return { text, isWhole: true };
    text += value;
  }
  return { text, isWhole: false };
}

/** No more is written than is read, and the event loop comes round between two chunks. */
function toStream(start: string, pieces: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      start(controller) {
        controller.enqueue(encoder.encode(start));
      },
      async pull(controller) {
        await endTurn();
        const { text, isWhole } = takePieces(pieces);
        if (text !== '') controller.enqueue(encoder.encode(text));
        if (isWhole) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
