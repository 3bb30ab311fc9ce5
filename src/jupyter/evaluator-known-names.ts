import { basename } from "node:path";
import type { NameKind } from "./evaluator-names.ts";
import { ASSERTS, assertion, endType, type Narrowing, startType } from "./evaluator-narrowing.ts";

interface KnownName {
  /** File of the cell that declared it last. */
  readonly file: string;
  readonly kind: NameKind;
  /** The end of its declaration, where that can be written without other names. */
  readonly plain: string | undefined;
  /** File of the cell at whose end it had a narrower type than the declared one. */
  narrowedBy?: string | undefined;
}

/** What a cell adds to the known names. */
interface CellNames {
  readonly declared: ReadonlyMap<string, NameKind>;
  readonly used: readonly string[];
  readonly narrowing: Narrowing;
}

/** The names that the cells so far have declared, and how another cell comes to know them. */
export class KnownNames {
  private readonly names = new Map<string, KnownName>();
  private readonly labels = new Map<string, string>();

  /** A cell was accepted: from now on its names mean what it says. */
  add(file: string, label: string, { declared, used, narrowing }: CellNames): void {
    this.labels.set(file, label);
    for (const [name, kind] of declared) {
      const plain = kind === "alias" ? undefined : narrowing.plain.get(name);
      this.names.set(name, { file, kind, plain });
    }
    for (const name of [...declared.keys(), ...used]) {
      const known = this.names.get(name);
      // A name that stays as narrow keeps its source: else a chain of cells would grow.
      if (!known || narrowing.still.has(name)) continue;
      known.narrowedBy = narrowing.newly.has(name) ? file : undefined;
    }
  }

  /** A cell did not come to its end: what it says about its end does not hold. */
  withdrawNarrowing(file: string): void {
    for (const known of this.names.values()) {
      if (known.narrowedBy === file) known.narrowedBy = undefined;
    }
  }

  all(): string[] {
    return [...this.names.keys()];
  }

  kindOf(name: string): NameKind | undefined {
    return this.names.get(name)?.kind;
  }

  /** The name of a cell in messages, such as "In [3]"; undefined for other files. */
  labelOf(file: string): string | undefined {
    return this.labels.get(file);
  }

  /**
   * Statements for the end of a cell: they declare those of the names that are known, so that
   * `let`s can be assigned, and export the types that variables have there.
   *
   * @param own  what the cell declares itself
   */
  trailer(used: readonly string[], own: ReadonlyMap<string, NameKind>): string[] {
    const declarations = this.each(used, (name, { file, kind, plain }) =>
      kind === "alias"
        ? `import { ${name} } from "${module(file)}";`
        : `declare ${kind} ${name}${plain ?? `: typeof import("${module(file)}").${name}`};`,
    );
    const isVariable = (name: string) =>
      (own.get(name) ?? this.kindOf(name) ?? "alias") !== "alias";
    const variables = [...own.keys(), ...used].filter(isVariable);
    return [...declarations, ...variables.map(endType)];
  }

  /** Those of the names that an earlier cell has narrowed, with the statements that say so. */
  narrowed(names: Iterable<string>): { assertions: string[]; declarations: string[] } {
    const assertions: string[] = [];
    const declarations = this.each(names, (name, { narrowedBy }) => {
      if (narrowedBy === undefined) return "";
      assertions.push(assertion(name));
      return startType(name, module(narrowedBy));
    }).filter((statement) => statement !== "");
    return { assertions, declarations: declarations.length > 0 ? [ASSERTS, ...declarations] : [] };
  }

  /** Statements that import those of the names that are known, so that they lead to their cells. */
  imports(names: Iterable<string>): string[] {
    return this.each(names, (name, { file }) => `import { ${name} } from "${module(file)}";`);
  }

  private each(
    names: Iterable<string>,
    write: (name: string, known: KnownName) => string,
  ): string[] {
    const statements: string[] = [];
    for (const name of names) {
      const known = this.names.get(name);
      if (known) statements.push(write(name, known));
    }
    return statements;
  }
}

function module(file: string): string {
  return `./${basename(file, ".ts")}`;
}
