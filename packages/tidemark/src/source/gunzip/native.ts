/** gzip through zlib, which reads what consists of several members, as bgzip and appended logs write it. */
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

const CHUNK_BYTES = 65_536;

/** What follows the last member must be zeros, with which some writers fill up a block. */
export async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  let last = new Uint8Array();
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      byteCount += chunk.byteLength;
      last = Uint8Array.from(chunk.subarray(-CHUNK_BYTES));
      yield chunk;
    }
  }
  const stream = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(Readable.from(counted(), { highWaterMark: 1 }), stream, () => undefined);
  yield* stream as AsyncIterable<Uint8Array>;
  const left = byteCount - stream.bytesWritten;
  if (left > 0 && last.subarray(-left).some((byte) => byte !== 0)) throw new Error('something else follows it');
}
