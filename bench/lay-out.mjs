/** Texts as the engine reads them: UTF-8 one after another, and where each ends. */
export function layOut(texts) {
  const offsets = new Uint32Array(texts.length + 1);
  const data = Buffer.from(texts.join(''));
  let end = 0;
  for (const [index, text] of texts.entries()) {
    end += Buffer.byteLength(text);
    offsets[index + 1] = end;
  }
  return { offsets, data: new Uint8Array(data) };
}
