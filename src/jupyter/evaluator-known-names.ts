import { basename } from "node:path";
import type { NameKind } from "./evaluator-names.ts";

interface KnownName {
  /** File of the cell that declared it last. */
  readonly file: string;
  readonly kind: NameKind;
}

/** The names that the cells so far have declared, and how another cell comes to know them. */
export class KnownNames {
  private readonly names = new Map<string, KnownName>();
  private readonly labels = new Map<string, string>();

  /** A cell was accepted: from now on its names mean what it says. */
  add(file: string, label: string, declared: ReadonlyMap<string, NameKind>): void {
    this.labels.set(file, label);
    for (const [name, kind] of declared) this.names.set(name, { file, kind });
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

  /** Statements that declare those of the names that are known, so that `let`s can be assigned. */
  declarations(names: Iterable<string>): string[] {
    return this.each(names, (name, kind, module) =>
      kind === "alias"
        ? `import { ${name} } from "${module}";`
        : `declare ${kind} ${name}: typeof import("${module}").${name};`,
    );
  }

  /** Statements that import those of the names that are known, so that they lead to their cells. */
  imports(names: Iterable<string>): string[] {
    return this.each(names, (name, _kind, module) => `import { ${name} } from "${module}";`);
  }

  private each(
    names: Iterable<string>,
    write: (name: string, kind: NameKind, module: string) => string,
  ): string[] {
    const statements: string[] = [];
    for (const name of names) {
      const known = this.names.get(name);
      if (known) statements.push(write(name, known.kind, `./${basename(known.file, ".ts")}`));
    }
    return statements;
  }
}
