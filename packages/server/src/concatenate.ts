/** Bytes in one piece, for what has to be whole: documents, profiles, and data that came too early. */

export async function concatenate(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    length += chunk.byteLength;
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of held) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
