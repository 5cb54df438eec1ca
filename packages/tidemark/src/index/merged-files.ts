/** Merged records as files, laid out as Model Monitor's merge job lays them out: `{endpoint}/{variant}/yyyy/mm/dd/hh`. */
import { findTime } from '../monitor/join/records.js';
import { saveFile } from '../source/save.js';

/** What is held of an hour before it is written. */
const PART_CHARACTERS = 4 << 20;

/** What is held of all hours. */
const MOST_CHARACTERS = 32 << 20;

interface Folder {
  readonly pieces: string[];
  characters: number;
  parts: number;
}

export class MergedFiles {
  readonly #directory: string;
  readonly #folders = new Map<string, Folder>();
  #characters = 0;
  /** The file that came last, and the folders that it stands in. */
  #file: string | null = null;
  #hour: string | null = null;

  constructor(directory: string) {
    this.#directory = directory.replace(/\/+$/, '');
  }

  /** `file`: where the capture record stands, whose folders name endpoint, variant and hour. */
  async add(record: object, file: string): Promise<void> {
    if (file !== this.#file) {
      this.#file = file;
      this.#hour = findFolder(file);
    }
    const path = this.#hour ?? toFolder(record);
    let folder = this.#folders.get(path);
    if (folder === undefined) {
      folder = { pieces: [], characters: 0, parts: 0 };
      this.#folders.set(path, folder);
    }
    const line = `${JSON.stringify(record)}\n`;
    folder.pieces.push(line);
    folder.characters += line.length;
    this.#characters += line.length;
    if (folder.characters >= PART_CHARACTERS) await this.#write(path, folder);
    if (this.#characters >= MOST_CHARACTERS) await this.finish();
  }

  async finish(): Promise<void> {
    for (const [path, folder] of this.#folders) if (folder.pieces.length > 0) await this.#write(path, folder);
  }

  async #write(path: string, folder: Folder): Promise<void> {
    const name = `part-${String(folder.parts).padStart(5, '0')}.jsonl`;
    folder.parts += 1;
    this.#characters -= folder.characters;
    folder.characters = 0;
    await saveFile(
      [this.#directory, path, name].filter((step) => step !== '').join('/'),
      folder.pieces.splice(0).join(''),
    );
  }
}

/** Endpoint, variant and hour by the folders of a capture file; null where it stands in none. */
function findFolder(file: string): string | null {
  const [, folder] = /(?:^|[/\\])((?:[^/\\]+[/\\]){2}\d{4}[/\\]\d\d[/\\]\d\d[/\\]\d\d)[/\\][^/\\]+$/.exec(file) ?? [];
  return folder?.replaceAll('\\', '/') ?? null;
}

/** The hour of the inference; empty where it is not known. */
function toFolder(record: object): string {
  const time = findTime(record);
  return time === null ? '' : new Date(time).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
}
