/** The result of a kind of monitor besides data quality: its data, and every form in which it is shown and saved. */
import type { FileContent } from '../monitor/document/files.js';
import { toDocumentPieces } from '../monitor/document/write.js';
import { saveForms } from './save-forms.js';

/** How results of one kind are drawn. */
export interface KindDrawing<Data> {
  readonly toText: (data: Data) => string;
  readonly toMarkdown: (data: Data) => string;
  /** Of the violations. */
  readonly toCsv: (data: Data) => string;
  readonly toHtml: (data: Data) => Iterable<string>;
  /** What `--json` prints. */
  readonly toDocument: (data: Data) => object;
  /** What a directory holds beside report.html. */
  readonly toFiles: (data: Data) => readonly FileContent[];
}

export function createKindResult<Data extends object>(
  data: Data,
  drawing: KindDrawing<Data>,
): Data & { toText(): string; toJSON(): object; save(path: string): Promise<void> } {
  const { toText, toMarkdown, toCsv, toHtml, toDocument, toFiles } = drawing;
  const forms = {
    '.html': toHtml,
    '.md': toMarkdown,
    '.csv': toCsv,
    '.txt': toText,
    '.json': (result: Data) => toDocumentPieces(toDocument(result)),
  };
  return {
    ...data,
    toText: () => toText(data),
    toJSON: () => toDocument(data),
    save: (path) =>
      saveForms(path, data, forms, (result) => [...toFiles(result), { name: 'report.html', content: toHtml(result) }]),
  };
}
