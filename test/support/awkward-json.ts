/** JSON Lines and capture records with all that makes them hard to read. */

const encoder = new TextEncoder();

/** Records of other keys now and then, nested, escaped, blank, exact; one in fifty is no JSON. */
export function makeAwkwardJson(rows: number): Uint8Array {
  const lines = Array.from({ length: rows }, (_, index) => {
    if (index % 50 === 7) return '{"id": 1, torn';
    const late = index % 11 === 0 ? `,"late":{"deep":[${index},"x",null]}` : '';
    const word = ['plain', '\\u00e9\\n\\"', 'é€𝄞', ''][index % 4];
    const blank = index % 20 === 0 ? '\r\n  \n' : '';
    return `{"id":${9007199254740993n + BigInt(index)},"amount":${(index * 37) % 101}.25,"word":"${word}"${late}}${blank}`;
  });
  return encoder.encode(`${lines.join('\n')}\n`);
}

/** One request a minute; every tenth has two rows; the event of the first comes again; one in fifty is broken. */
export function makeAwkwardCapture(records: number): Uint8Array {
  const lines = Array.from({ length: records }, (_, index) => {
    if (index % 50 === 7) return '{"captureData":{"endpointInput":{"data":"1,';
    const isDouble = index % 10 === 3;
    const data = isDouble ? `${index},"a, b"\n${-index},c\n` : `${index},word`;
    const time = new Date(Date.UTC(2026, 10, 22, 8, index)).toISOString();
    return JSON.stringify({
      eventVersion: '0',
      captureData: {
        endpointOutput: { data: isDouble ? '0.5\n0.25\n' : '0.125', encoding: 'CSV', observedContentType: 'text/csv' },
        endpointInput: { data, encoding: 'CSV', mode: 'INPUT' },
      },
      eventMetadata: { eventId: `event-${index === 49 ? 0 : index}`, inferenceTime: time },
    });
  });
  return encoder.encode(lines.join('\n'));
}
