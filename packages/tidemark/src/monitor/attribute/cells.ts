/** The text of delimited rows in, their cells out: the body of one request, response or label, never a file. */

/** Rows of cells, fields in quotes unquoted; lines without a character are left out. */
export function toCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let isQuoted = false;
  let cell = '';
  let isEmpty = true;
  const endRow = (): void => {
    if (!isEmpty) rows.push([...row, cell.trim()]);
    row = [];
    cell = '';
    isEmpty = true;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      isQuoted = true;
      isEmpty = false;
    } else if (character === ',') {
      row.push(cell.trim());
      cell = '';
      isEmpty = false;
    } else if (character === '\n' || character === '\r') endRow();
    else {
      cell += character;
      isEmpty = false;
    }
  }
  endRow();
  return rows;
}
