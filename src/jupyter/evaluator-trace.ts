import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { codeFrame } from "./code-frame.ts";
import { SOURCE_MAPS } from "./evaluator-modules.ts";
import type { SessionOutput } from "./session.ts";

interface Frame {
  place: string;
  line: number;
  column: number;
  functionName: string | undefined;
  code: () => string;
}

interface CellSource {
  label: string;
  code: string;
  map: SourceMap;
}

const OWN_FOLDER = dirname(dirname(fileURLToPath(import.meta.url)));
const MAXIMUM_CAUSES = 5;

/** Turns errors into outputs whose places are those of the cells as the user wrote them. */
export class Tracer {
  private readonly directory: string;
  private readonly project: string;
  private readonly cells = new Map<string, CellSource>();
  private readonly modules = new Map<string, string>();
  private readonly frames = new WeakMap<Error, Frame[]>();

  /** @param project  folder outside which no frame and no path is shown */
  constructor(directory: string, project: string) {
    this.directory = directory;
    this.project = project;
  }

  /** From now on `error.stack` names cells and the user's own files, and nothing else. */
  install(): void {
    Object.defineProperty(globalThis, SOURCE_MAPS, { value: this.modules });
    Error.stackTraceLimit = 50;
    Error.prepareStackTrace = (error, sites) => {
      const frames = sites.flatMap((site) => this.frame(site));
      this.frames.set(error, frames);
      return [headline(error), ...frames.map((frame) => `    ${at(frame)}`)].join("\n");
    };
  }

  addCell(file: string, label: string, code: string, map: string): void {
    this.cells.set(file, { label, code, map: new SourceMap(JSON.parse(map)) });
  }

  /**
   * The error output of a thrown value, with the code around its place and its causes.
   *
   * @param label  the cell to name where the value does not know its place
   */
  output(thrown: unknown, label: string): SessionOutput {
    const isError = thrown instanceof Error;
    const ename = isError ? String(thrown.name) : "UncaughtValue";
    const evalue = this.clean(isError ? String(thrown.message) : inspect(thrown));
    const traceback = this.lines(thrown, `${ename}: ${evalue}`);
    if (!this.hasFrames(thrown)) traceback.push(`in ${label}`);
    let cause = isError ? thrown.cause : undefined;
    for (let depth = 0; cause !== undefined && depth < MAXIMUM_CAUSES; depth++) {
      const isErrorCause = cause instanceof Error;
      const text = isErrorCause ? headline(cause as Error) : inspect(cause);
      traceback.push(...this.lines(cause, `Caused by ${text}`));
      cause = isErrorCause ? (cause as Error).cause : undefined;
    }
    return { output_type: "error", ename, evalue, traceback };
  }

  private hasFrames(thrown: unknown): boolean {
    return thrown instanceof Error && (this.frames.get(thrown)?.length ?? 0) > 0;
  }

  private lines(thrown: unknown, title: string): string[] {
    const lines = this.clean(title).split("\n");
    if (!(thrown instanceof Error)) return lines;
    // Reading the stack makes V8 prepare it.
    void thrown.stack;
    const frames = this.frames.get(thrown) ?? [];
    frames.forEach((frame, index) => {
      lines.push(at(frame));
      if (index === 0) lines.push(...codeFrame(frame.code(), frame.line, frame.column));
    });
    return lines;
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
    const map = this.modules.get(name);
    const origin = map
      ? originOf(new SourceMap(JSON.parse(map)), line - 1, column)
      : { line, column };
    return [
      {
        place: relative(this.directory, file),
        ...(origin ?? { line, column }),
        functionName,
        code: () => readFileSync(file, "utf8"),
      },
    ];
  }

  /** Text without the absolute paths of this machine. */
  clean(text: string): string {
    let cleaned = text;
    for (const [file, { label }] of this.cells) {
      cleaned = cleaned.replaceAll(`file://${file}`, label).replaceAll(file, label);
    }
    for (const prefix of [`file://${this.directory}`, this.directory]) {
      cleaned = cleaned.replaceAll(`${prefix}/`, "./").replaceAll(prefix, ".");
    }
    const up = relative(this.directory, this.project);
    for (const prefix of [`file://${this.project}`, this.project]) {
      cleaned = cleaned.replaceAll(`${prefix}/`, `${up}/`).replaceAll(prefix, up);
    }
    return cleaned;
  }
}

/** The 1-based place in the source of a 1-based place in the emitted code. */
function originOf(map: SourceMap, line: number, column: number) {
  const entry = map.findEntry(line - 1, column - 1);
  if (!("originalLine" in entry)) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function headline(error: Error): string {
  const name = String(error.name);
  const message = String(error.message);
  return message === "" ? name : `${name}: ${message}`;
}

function at({ place, line, column, functionName }: Frame): string {
  const where = `${place}:${line}:${column}`;
  return functionName ? `at ${functionName} (${where})` : `at ${where}`;
}
