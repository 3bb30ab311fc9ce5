import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Session, SessionOptions, SessionOutput } from "../../src/jupyter/session.ts";
import { startSession } from "../../src/jupyter/start-session.ts";

type ErrorOutput = SessionOutput & { output_type: "error" };

export interface CellOutcome {
  status: "ok" | "error" | "interrupted";
  outputs: SessionOutput[];
  /** Everything printed to standard output. */
  printed: string;
  /** text/plain of the last value. */
  value: unknown;
  error: ErrorOutput | undefined;
  milliseconds: number;
}

export interface Cells {
  session: Session;
  /** Runs a cell labelled In [1], In [2], … and, when asked to, interrupts it: after so many ms. */
  run(code: string, interrupt?: number | "at its first output"): Promise<CellOutcome>;
}

export async function openCells(options: SessionOptions): Promise<Cells> {
  const session = await startSession(options);
  let count = 0;
  return {
    session,
    async run(code, interrupt) {
      const outputs: SessionOutput[] = [];
      const start = performance.now();
      const label = `In [${++count}]`;
      const onOutput = (output: SessionOutput) => {
        if (outputs.push(output) === 1 && interrupt === "at its first output") session.interrupt();
      };
      const running = session.execute(code, { label, onOutput });
      const timer =
        typeof interrupt === "number" && setTimeout(() => session.interrupt(), interrupt);
      const { status } = await running;
      if (timer) clearTimeout(timer);
      return {
        status,
        outputs,
        printed: outputs.map((output) => (isPrinted(output) ? output.text : "")).join(""),
        value: outputs.find((output) => output.output_type === "execute_result")?.data[
          "text/plain"
        ],
        error: outputs.find((output): output is ErrorOutput => output.output_type === "error"),
        milliseconds: performance.now() - start,
      };
    },
  };
}

function isPrinted(output: SessionOutput): output is SessionOutput & { output_type: "stream" } {
  return output.output_type === "stream" && output.name === "stdout";
}

/** A fresh project folder with the given files; returns its absolute path. */
export function temporaryProject(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "damlab-cells-"));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}
