/**
 * Which columns of typed data were asked for. Only these are read, and a name stands for all that is below it: `address`
 * for `address.city`.
 */
import { invalidArgument } from '../../engine/errors.js';

export class Selection {
  readonly #columns: readonly string[] | undefined;
  readonly #exclude: readonly string[];
  /** Names that were asked for or excluded and that no column has had so far. */
  readonly #unseen: Set<string>;
  readonly #names = new Set<string>();

  constructor(options: { readonly columns?: readonly string[]; readonly exclude?: readonly string[] }) {
    this.#columns = options.columns;
    this.#exclude = options.exclude ?? [];
    this.#unseen = new Set([...(options.columns ?? []), ...this.#exclude]);
  }

  /** Whether a column is to be read, or something below it may be. */
  wants(name: string): boolean {
    this.#see(name);
    if (this.#exclude.some((excluded) => isWithin(name, excluded))) return false;
    return this.#columns?.some((column) => isWithin(name, column) || isWithin(column, name)) ?? true;
  }

  /** `invalid-argument` for a name that was asked for and that no column has. */
  refuseUnseen(): void {
    for (const unseen of this.#unseen) {
      const names = [...this.#names].filter((name) => !this.#hasBelow(name)).join(', ');
      throw invalidArgument(`expected the name of a column (${names}), found \`${unseen}\``);
    }
  }

  #hasBelow(above: string): boolean {
    return [...this.#names].some((name) => name !== above && isWithin(name, above));
  }

  #see(name: string): void {
    this.#unseen.delete(name);
    this.#names.add(name);
  }
}

function isWithin(name: string, above: string): boolean {
  return name === above || name.startsWith(`${above}.`);
}
