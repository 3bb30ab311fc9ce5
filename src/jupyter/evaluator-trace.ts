import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { codeFrame } from "./code-frame.ts";
import { type FaultPlace, faultPlaceOf } from "./evaluator-fault-place.ts";
import { type ModuleSource, SOURCES } from "./evaluator-local-source.ts";
import { withoutVersions } from "./evaluator-module-version.ts";
import { pathCleaner } from "./evaluator-paths.ts";
import type { SessionOutput } from "./session.ts";

interface Frame {
  place: string;
  line: number;
  column: number;
  functionName: string | undefined;
  /** Text of the source, unless it is gone. */
  code: () => string | undefined;
}

type ErrorOutput = SessionOutput & { output_type: "error" };

interface CellSource {
  label: string;
  code: string;
  /** Parsed when an error asks for it. */
  map: string;
}

const OWN_FOLDER = dirname(dirname(fileURLToPath(import.meta.url)));
const MAXIMUM_RELATED = 10;

/** Turns errors into outputs whose places are those of the cells as the user wrote them. */
export class Tracer {
  private readonly directory: string;
  private readonly project: string;
  private readonly cells = new Map<string, CellSource>();
  private readonly modules = new Map<string, ModuleSource>();
  private readonly withoutPaths: (text: string) => string;
  private readonly frames = new WeakMap<Error, Frame[]>();

  /** @param project  folder outside which no frame and no path is shown */
  constructor(directory: string, project: string) {
    this.directory = directory;
    this.project = project;
    this.withoutPaths = pathCleaner(directory, project);
  }

  /** From now on `error.stack` names cells and the user's own files, and nothing else. */
  install(): void {
    Object.defineProperty(globalThis, SOURCES, { value: this.modules });
    Error.stackTraceLimit = 50;
    Error.prepareStackTrace = (error, sites) => {
      const frames = sites.flatMap((site) => this.frame(site));
      this.frames.set(error, frames);
      return [headline(error), ...frames.map((frame) => `    ${at(frame)}`)].join("\n");
    };
  }

  addCell(file: string, label: string, code: string, map: string): void {
    this.cells.set(file, { label, code, map });
  }

  /**
   * The error output of a thrown value, with the code around its place, its causes and the errors
   * that it gathers. Never throws, whatever reading the value does.
   *
   * @param label  the cell to name where the value does not know its place
   */
  output(thrown: unknown, label: string): ErrorOutput {
    try {
      return this.describe(thrown, label);
    } catch {
      const ename = "UnreadableError";
      const evalue = "the thrown value cannot be shown: reading it throws";
      return { output_type: "error", ename, evalue, traceback: [evalue, `in ${label}`] };
    }
  }

  private describe(thrown: unknown, label: string): ErrorOutput {
    const isError = thrown instanceof Error;
    const ename = isError ? readable(() => String(thrown.name)) : "UncaughtValue";
    const message = readable(() => (isError ? String(thrown.message) : inspect(thrown)));
    const evalue = this.clean(message);
    const traceback = this.lines(thrown, `${ename}: ${evalue}`);
    if (!this.hasFrames(thrown)) traceback.push(`in ${label}`);
    for (const { words, value } of related(thrown)) {
      const text = value instanceof Error ? headline(value) : readable(() => inspect(value));
      traceback.push(...this.lines(value, `${words} ${text}`));
    }
    return { output_type: "error", ename, evalue, traceback };
  }

  private hasFrames(thrown: unknown): boolean {
    return thrown instanceof Error && this.framesOf(thrown).length > 0;
  }

  private lines(thrown: unknown, title: string): string[] {
    const lines = this.clean(title).split("\n");
    if (!(thrown instanceof Error)) return lines;
    this.framesOf(thrown).forEach((frame, index) => {
      lines.push(at(frame));
      const code = index === 0 ? frame.code() : undefined;
      if (code !== undefined) lines.push(...codeFrame(code, frame.line, frame.column));
    });
    return lines;
  }

  private framesOf(error: Error): Frame[] {
    // Reading the stack makes V8 prepare it.
    void error.stack;
    const frames = this.frames.get(error) ?? [];
    const fault = faultPlaceOf(error);
    return fault ? [this.faultFrame(fault), ...frames] : frames;
  }

  private faultFrame({ file, line, column, code }: FaultPlace): Frame {
    const place = relative(this.directory, file);
    return { place, line, column, functionName: undefined, code: () => code };
  }

  private frame(site: NodeJS.CallSite): Frame[] {
    const name = site.getScriptNameOrSourceURL() ?? site.getFileName() ?? "";
    const line = site.getLineNumber() ?? 1;
    const column = site.getColumnNumber() ?? 1;
    const functionName = site.getFunctionName() ?? undefined;
    const cell = this.cells.get(name);
    if (cell) {
      const origin = originOf(cell.map, line, column);
      if (!origin) return [];
      return [
        {
          place: cell.label,
          ...origin,
          functionName,
          code: () => cell.code,
        },
      ];
    }
    if (!name.startsWith("file:") || name.includes("/node_modules/")) return [];
    const file = fileURLToPath(name);
    if (file.startsWith(OWN_FOLDER) || !file.startsWith(this.project)) return [];
    const module = this.modules.get(name);
    const origin = module && originOf(module.map, line - 1, column);
    return [
      {
        place: relative(this.directory, file),
        ...(origin ?? { line, column }),
        functionName,
        code: () => module?.code ?? textOf(file),
      },
    ];
  }

  /** Text without the absolute paths of this machine. */
  clean(text: string): string {
    let cleaned = withoutVersions(text);
    for (const [file, { label }] of this.cells) {
      cleaned = cleaned.replaceAll(`file://${file}`, label).replaceAll(file, label);
    }
    return this.withoutPaths(cleaned);
  }
}

/** The 1-based place in the source of a 1-based place in the emitted code. */
function originOf(map: string, line: number, column: number) {
  const entry = new SourceMap(JSON.parse(map)).findEntry(line - 1, column - 1);
  if (!("originalLine" in entry)) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

interface Related {
  words: string;
  value: unknown;
}

/** The causes of an error and the errors it gathers, and theirs, each once. */
function related(thrown: unknown): Related[] {
  const found: Related[] = [];
  const visit = (error: unknown): void => {
    if (!(error instanceof Error)) return;
    const gathered: unknown[] = error instanceof AggregateError ? [...error.errors] : [];
    const next = gathered.map((value) => ({ words: "One of its errors:", value }));
    if (error.cause !== undefined) next.unshift({ words: "Caused by", value: error.cause });
    for (const relation of next) {
      const isKnown = found.some(({ value }) => value === relation.value);
      if (isKnown || relation.value === thrown || found.length === MAXIMUM_RELATED) continue;
      found.push(relation);
      visit(relation.value);
    }
  };
  visit(thrown);
  return found;
}

function headline(error: Error): string {
  const name = readable(() => String(error.name));
  const message = readable(() => String(error.message));
  return message === "" ? name : `${name}: ${message}`;
}

/** The text that a thrown value gives of itself, which runs the user's code. */
function readable(read: () => string): string {
  try {
    return read();
  } catch {
    return "(cannot be shown: reading it throws)";
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function at({ place, line, column, functionName }: Frame): string {
  const where = `${place}:${line}:${column}`;
  return functionName ? `at ${functionName} (${where})` : `at ${where}`;
}
