import { join, relative } from "node:path";
import { constants, Script } from "node:vm";
import type { ModuleHooks } from "./evaluator-hooks.ts";
import { IMPORTED, MADE_UP } from "./evaluator-made-up.ts";
import { ClassRegistry } from "./evaluator-old-classes.ts";
import type { Tracer } from "./evaluator-trace.ts";

type Namespace = Readonly<Record<string, unknown>>;

/** An import declaration of some cell, and what is left of its names. */
interface CellImport {
  readonly specifier: string;
  namespace: Namespace;
  /** Variable → the export that it holds, `*` for all. */
  readonly names: Map<string, string>;
  /** Why its newest version cannot be used, and how that reads. */
  fault: { error: unknown; text: string } | undefined;
}

/** What a cell does with variables: those it declares anew, and earlier ones that it refers to. */
export interface CellNames {
  declares: readonly string[];
  uses: readonly string[];
}

/** What the user should know before a cell runs; with a fault it must not run. */
export interface Reloaded {
  notice: string;
  fault: { error: unknown } | undefined;
}

const MAXIMUM_NAMED = 10;
const EMPTY_MAP = '{ "version": 3, "sources": [], "names": [], "mappings": "" }';
const variables = globalThis as unknown as Record<string, unknown>;

/**
 * Gives the variables of earlier cells that hold imports the values of edited local modules.
 *
 * A variable follows its `import` declaration until a later cell declares its name again; what was
 * taken from an `import()` does not. A module that cannot be loaded leaves the old values where
 * they are: cells that refer to them fail with its error, the other cells run.
 */
export class Reloader {
  private readonly directory: string;
  private readonly hooks: ModuleHooks;
  private readonly tracer: Tracer;
  private readonly classes = new ClassRegistry();
  private readonly imports = new Set<CellImport>();
  /** Those to look at; an interrupted cell leaves some to the next one. */
  private readonly waiting = new Set<CellImport>();
  private readonly declared = new Set<string>();
  /** Imports as a cell does. */
  readonly load: (specifier: string) => Promise<Namespace>;

  /** @param directory  absolute folder of the notebook */
  constructor(directory: string, hooks: ModuleHooks, tracer: Tracer) {
    this.directory = directory;
    this.hooks = hooks;
    this.tracer = tracer;
    // Its name makes the hooks take it for a cell.
    const filename = join(directory, ".cell-0.ts");
    tracer.addCell(filename, "an earlier cell", "", EMPTY_MAP);
    const script = new Script("(specifier) => import(specifier)", {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    this.load = script.runInThisContext();
  }

  install(): void {
    this.classes.install();
    Object.defineProperty(globalThis, IMPORTED, { value: this.imported });
  }

  /** Called by cells with what an import declaration gave them. */
  private readonly imported = (
    namespace: Namespace,
    specifier: string,
    names: Readonly<Record<string, string>>,
  ): Namespace => {
    const all = new Map(Object.entries(names));
    const isKnown = ({ names, ...one }: CellImport) =>
      names.size === 0 && one.specifier === specifier;
    if (all.size > 0 || ![...this.imports].some(isKnown)) {
      this.imports.add({ specifier, namespace, names: all, fault: undefined });
    }
    return namespace;
  };

  /** Call before each cell. */
  async beforeCell({ declares, uses }: CellNames): Promise<Reloaded> {
    if (await this.hooks.update()) {
      this.classes.grow();
      for (const one of this.imports) this.waiting.add(one);
    }
    const { files, failed } = await this.reload();
    const lines = files.size > 0 ? [this.reloadedLine(files)] : [];
    for (const [text, those] of failed) {
      const names = those.flatMap((one) => [...one.names.keys()]);
      const kept = names.filter((name) => !declares.includes(name));
      // Cells that use them fail anyway, and so does the import of a cell that declares them anew.
      const isReported = names.length > 0 && kept.length === 0;
      if (isReported || kept.some((name) => uses.includes(name))) continue;
      const words = kept.length > 0 ? `; kept the old ${kept.map(asTyped).join(", ")}` : "";
      const specifier = (those[0] as CellImport).specifier;
      lines.push(`could not reload ${specifier}${words}`, text);
    }
    this.forget(declares);
    const isUsed = ({ names }: CellImport) => uses.some((name) => names.has(name));
    const faulty = [...this.imports].find((one) => one.fault && isUsed(one));
    return { notice: lines.map((line) => `${line}\n`).join(""), fault: faulty?.fault };
  }

  private async reload() {
    const files = new Set<string>();
    /** By the text of the fault, since a module that fails does so for all its imports. */
    const failed = new Map<string, CellImport[]>();
    for (const one of this.waiting) {
      this.waiting.delete(one);
      const { specifier, fault } = one;
      const got = "got an interrupt; save it to try again";
      one.fault = this.fault(one, new Error(`reload: expected ${specifier} to load, ${got}`));
      try {
        assign(one, await this.load(specifier));
        one.fault = undefined;
        for (const file of await this.hooks.takeGiven()) files.add(file);
      } catch (error) {
        one.fault = this.fault(one, error);
        const { text } = one.fault;
        // A module that was not edited since fails as before.
        if (text !== fault?.text) failed.set(text, [...(failed.get(text) ?? []), one]);
        await this.hooks.takeGiven();
      }
    }
    return { files, failed };
  }

  private fault({ specifier }: CellImport, error: unknown) {
    return { error, text: this.tracer.output(error, specifier).traceback.join("\n") };
  }

  private forget(declares: readonly string[]): void {
    for (const one of this.imports) {
      const wasEmpty = one.names.size === 0;
      for (const name of declares) one.names.delete(name);
      if (one.names.size === 0 && !wasEmpty) this.imports.delete(one);
    }
    for (const name of declares) this.declared.add(name);
  }

  private reloadedLine(files: ReadonlySet<string>): string {
    const named = [...files].slice(0, MAXIMUM_NAMED).map((file) => relative(this.directory, file));
    const more = files.size - named.length;
    const start = `reloaded ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
    const old = new Map<string, string[]>();
    for (const name of this.declared) {
      const made = this.classes.oldClassOf(variables[name], files);
      if (made !== undefined) old.set(made, [...(old.get(made) ?? []), asTyped(name)]);
    }
    const parts = [...old].map(
      ([name, names]) => `still made by the old class ${name}: ${names.join(", ")}`,
    );
    return [start, ...parts].join("; ");
  }
}

function assign(one: CellImport, namespace: Namespace): void {
  const { specifier, names } = one;
  if (namespace === one.namespace) return;
  for (const [name, exported] of names) {
    if (exported === "*" || exported in namespace) continue;
    const expected = `expected ${specifier} to export ${exported} for ${asTyped(name)}`;
    throw new Error(`reload: ${expected}, got no such export`);
  }
  for (const [name, exported] of names) {
    variables[name] = exported === "*" ? namespace : namespace[exported];
  }
  one.namespace = namespace;
}

/** A variable's name as the user wrote it. */
function asTyped(name: string): string {
  return name.endsWith(MADE_UP) ? name.slice(0, -MADE_UP.length) : name;
}
