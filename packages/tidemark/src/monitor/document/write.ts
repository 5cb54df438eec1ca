/** Documents in, JSON text out; numbers that JSON cannot hold are spelled as Model Monitor spells them. */

export function toDocumentText(document: object): string {
  return `${JSON.stringify(document, spellNumber, 2)}\n`;
}

function spellNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
