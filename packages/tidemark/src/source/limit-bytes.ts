/** Chunks as they come, until they are too many bytes. */
export async function* limitBytes(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
  toError: () => Error,
): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const chunk of chunks) {
    byteCount += chunk.byteLength;
    if (byteCount > mostBytes) throw toError();
    yield chunk;
  }
}
