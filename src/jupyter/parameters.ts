import { join } from "node:path";
import { closest, distance } from "fastest-levenshtein";
import ts from "#typescript";
import { cellCompilerOptions } from "./compiler-options.ts";
import { type Cell, type JsonRecord, makeCellId, type Notebook, tagsOf } from "./nbformat.ts";
import { readingsOf, toLiteral } from "./parameter-values.ts";

/** One constant of the parameters cell. */
export interface Parameter {
  readonly name: string;
  /** TypeScript type: the declared one, else the widened type of the default. */
  readonly type: string;
  /** Source text of the default. */
  readonly default: string;
  /** Comment before the constant or at the end of its line; empty when there is none. */
  readonly doc: string;
  /** Value of a quick run, when the cell's metadata holds one. */
  readonly quick?: unknown;
}

/** A parameter that no notebook cell declares, or a text of the wrong type. */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
}

/**
 * The parameters of a notebook: constants of its first code cell tagged `parameters`.
 *
 * @param notebook  not modified
 * @param directory  folder of the notebook, where types of imported packages are looked up
 * @returns in the order of the cell; empty when no cell has the tag
 */
export function listParameters(notebook: Notebook, directory: string): Parameter[] {
  const cell = findCell(notebook);
  return cell ? declared(notebook, cell, directory).map(({ keyword: _, ...one }) => one) : [];
}

/** The parameters with the keywords that declare them. */
function declared(
  notebook: Notebook,
  cell: Cell,
  directory: string,
): (Parameter & { keyword: "const" | "let" })[] {
  const quick = quickValues(cell);
  const before = sourceBefore(notebook, cell);
  const { file, checker } = program(before + cell.source, directory);
  return declarations(file, before.length).map(({ declaration, statement }) => {
    const name = declaration.name.getText(file);
    const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    return {
      keyword: isConstant ? "const" : "let",
      name,
      type: typeText(declaration, file, checker),
      default: declaration.initializer?.getText(file) ?? "undefined",
      doc: docOf(statement, file),
      ...(Object.hasOwn(quick, name) ? { quick: quick[name] } : {}),
    };
  });
}

/**
 * A copy of a notebook with other values of its parameters.
 *
 * The values are declared in a cell tagged `injected-parameters` right after the parameters cell; one
 * that is already there is replaced, or taken away when no value is given.
 *
 * @param notebook  not modified
 * @param options.directory  folder of the notebook
 * @param options.quick  use the quick values of the cell's metadata `damlab: { quick: {…} }`
 * @param options.values  texts by name; they win over quick values
 * @throws {ParameterError} a name is not declared, or no reading of a text has the parameter's type
 */
export function withParameters(
  notebook: Notebook,
  options: {
    readonly directory: string;
    readonly quick?: boolean;
    readonly values?: ReadonlyMap<string, string>;
  },
): Notebook {
  const { directory, quick = false, values = new Map() } = options;
  const cells = notebook.cells.filter((cell) => !tagsOf(cell).includes("injected-parameters"));
  const at = cells.findIndex(isParameters);
  const cell = cells[at];
  if (!cell) {
    if (values.size === 0) return { ...notebook, cells };
    const given = [...values.keys()].join(", ");
    throw new ParameterError(
      `withParameters: expected a code cell tagged "parameters" for ${given}, got none; tag the cell of constants`,
    );
  }
  const readings = new Map<string, unknown[]>();
  if (quick) {
    for (const [name, value] of Object.entries(quickValues(cell))) {
      readings.set(name, typeof value === "string" ? [value, ...readingsOf(value)] : [value]);
    }
  }
  for (const [name, text] of values) readings.set(name, readingsOf(text));
  if (readings.size === 0) return { ...notebook, cells };

  const parameters = declared(notebook, cell, directory);
  for (const name of readings.keys()) {
    if (!parameters.some((parameter) => parameter.name === name)) throw unknown(name, parameters);
  }
  const given = parameters.filter(({ name }) => readings.has(name));
  const source = sourceBefore(notebook, cell) + cell.source;
  const chosen = choose(source, given, readings, directory);
  const declarations = given.map(
    ({ keyword, name, type }, k) => `${keyword} ${name}: ${type} = ${toLiteral(chosen[k])};`,
  );
  const injection = ["// Parameters of this run", ...declarations].join("\n");
  const id = makeCellId(
    `injected-parameters\n${injection}`,
    new Set(cells.map((other) => other.id)),
  );
  const injected: Cell = {
    cell_type: "code",
    id,
    metadata: { tags: ["injected-parameters"] },
    source: injection,
    outputs: [],
    execution_count: null,
  };
  return { ...notebook, cells: [...cells.slice(0, at + 1), injected, ...cells.slice(at + 1)] };
}

/**
 * The values that `withParameters` has put into a notebook, as source text by name: texts that it
 * takes again.
 */
export function injectedParameters(notebook: Notebook): Record<string, string> {
  const cell = notebook.cells.find((one) => tagsOf(one).includes("injected-parameters"));
  const file = ts.createSourceFile("cell.ts", cell?.source ?? "", ts.ScriptTarget.ESNext, true);
  return Object.fromEntries(
    declarations(file, 0).map(({ declaration }) => [
      declaration.name.getText(file),
      declaration.initializer?.getText(file) ?? "undefined",
    ]),
  );
}

function isParameters(cell: Cell): boolean {
  return cell.cell_type === "code" && tagsOf(cell).includes("parameters");
}

function findCell(notebook: Notebook): Cell | undefined {
  return notebook.cells.find(isParameters);
}

/** Code of the cells above, whose names and types the parameters may use. */
function sourceBefore({ cells }: Notebook, cell: Cell): string {
  return cells
    .slice(0, cells.indexOf(cell))
    .filter((above) => above.cell_type === "code")
    .map(({ source }) => `${source}\n;\n`)
    .join("");
}

function quickValues(cell: Cell): JsonRecord {
  const own = cell.metadata.damlab as JsonRecord | undefined;
  return (own?.quick as JsonRecord | undefined) ?? {};
}

/** The first reading of each parameter that the type checker accepts; one program for all. */
function choose(
  source: string,
  given: readonly Parameter[],
  readings: ReadonlyMap<string, unknown[]>,
  directory: string,
): unknown[] {
  let text = `${source}\n`;
  const tries = given.flatMap(({ name, type }, parameter) =>
    readings.get(name)!.map((value) => {
      const start = text.length;
      text += `export const $try${start}: ${type} = ${toLiteral(value)};\n`;
      return { parameter, value, start, end: text.length };
    }),
  );
  const { file, faults } = program(text, directory);
  const faultOf = (part: { start: number; end: number }) =>
    faults(file).find(({ start = -1 }) => start >= part.start && start < part.end);
  return given.map((declared, parameter) => {
    if (declared.type === "any") {
      throw new ParameterError(
        `withParameters: expected parameter ${declared.name} of a known type, got any ` +
          `(default ${declared.default}); declare its type`,
      );
    }
    const mine = tries.filter((one) => one.parameter === parameter);
    const fitting = mine.find((one) => !faultOf(one));
    if (fitting) return fitting.value;
    const got = mine.find((one) => typeof one.value === "string") ?? mine[0]!;
    const why = ts.flattenDiagnosticMessageText(faultOf(mine[0]!)!.messageText, " ");
    throw new ParameterError(
      `withParameters: expected parameter ${declared.name} of type ${declared.type} ` +
        `(default ${declared.default}), got ${toLiteral(got.value)}; ${why.replace(/\.$/, "")}`,
    );
  });
}

function unknown(name: string, parameters: readonly Parameter[]): ParameterError {
  const names = parameters.map((parameter) => parameter.name);
  const near = names.length > 0 ? closest(name, names) : "";
  const hint = near && distance(name, near) <= Math.max(2, name.length / 2) ? near : undefined;
  const remedy = hint ? `did you mean ${hint}?` : "see --list-parameters";
  const known = names.join(", ") || "none";
  return new ParameterError(
    `withParameters: expected a parameter of the notebook (${known}), got ${name}; ${remedy}`,
  );
}

/** Declaration files already parsed; they are most of the time a program takes. */
const libraries = new Map<string, ts.SourceFile>();

/** A program of one virtual file, which may import what the notebook can. */
function program(source: string, directory: string) {
  const name = join(directory, "parameters.cell.ts");
  const options: ts.CompilerOptions = {
    ...cellCompilerOptions(directory),
    noEmit: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ESNext, true);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (path, ...rest) => {
    if (path === name) return file;
    const read = libraries.get(path) ?? getSourceFile(path, ...rest);
    if (read) libraries.set(path, read);
    return read;
  };
  host.fileExists = (path) => path === name || fileExists(path);
  const built = ts.createProgram([name], options, host);
  return {
    file,
    checker: built.getTypeChecker(),
    faults: (of: ts.SourceFile) => [
      ...built.getSyntacticDiagnostics(of),
      ...built.getSemanticDiagnostics(of),
    ],
  };
}

function declarations(file: ts.SourceFile, from: number) {
  return file.statements
    .filter((statement) => statement.end > from)
    .filter(ts.isVariableStatement)
    .flatMap((statement) =>
      statement.declarationList.declarations
        .filter((declaration) => ts.isIdentifier(declaration.name))
        .map((declaration) => ({ declaration, statement })),
    );
}

function typeText(
  declaration: ts.VariableDeclaration,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
): string {
  if (declaration.type) return declaration.type.getText(file);
  const type = checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(declaration.name));
  return checker.typeToString(type, declaration, ts.TypeFormatFlags.NoTruncation);
}

function docOf(statement: ts.Statement, file: ts.SourceFile): string {
  const text = file.text;
  const before = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  const after = ts.getTrailingCommentRanges(text, statement.getEnd()) ?? [];
  return [...before, ...after]
    .map(({ pos, end }) => text.slice(pos, end))
    .map((comment) => comment.replace(/^\/\*\*?|\*\/$|^\/\/+/g, "").replace(/^\s*\*\s?/gm, ""))
    .map((comment) => comment.replace(/\s+/g, " ").trim())
    .filter((comment) => comment !== "")
    .join(" ");
}
