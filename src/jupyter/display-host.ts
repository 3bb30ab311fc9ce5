import type { MimeBundle } from "./mime-bundle.ts";

/** What a display sends, in the words of the notebook format. */
export type DisplayOutput =
  | {
      output_type: "display_data";
      data: MimeBundle;
      metadata: Record<string, unknown>;
      transient?: { display_id: string };
    }
  | {
      output_type: "update_display_data";
      data: MimeBundle;
      metadata: Record<string, unknown>;
      transient: { display_id: string };
    }
  | { output_type: "clear_output"; wait: boolean };

/** Receives the outputs of displays in order. */
export type DisplaySink = (output: DisplayOutput) => void;

/** Global key of the sink of the evaluator. */
export const DISPLAY_SINK: unique symbol = Symbol.for("damlab.display.sink") as never;

interface Tslab {
  require: { cache: Record<string, { exports: TslabJupyter } | undefined> };
}

interface TslabJupyter {
  /** Sends to the cell that was started last; null before the first one. */
  lastWriteDisplayData?: ((content: object, isUpdate: boolean) => void) | null;
}

interface Deno {
  jupyter?: { broadcast(type: string, content: object): Promise<void> };
}

const globals = globalThis as { [DISPLAY_SINK]?: DisplaySink; __tslab__?: Tslab; Deno?: Deno };

/**
 * The sink of the kernel in which this code runs: of our evaluator, of tslab or of Deno; undefined
 * elsewhere, for example in a program.
 */
export function hostSink(): DisplaySink | undefined {
  return globals[DISPLAY_SINK] ?? tslabSink() ?? denoSink();
}

/**
 * tslab's own `display` sends one MIME type a display; the function below it takes whole bundles.
 * There is no message for clearing, so that clearing does nothing.
 */
function tslabSink(): DisplaySink | undefined {
  const modules = globals.__tslab__?.require.cache ?? {};
  // A global tslab hands over to the one installed in the project: both are loaded, one is ready.
  const write = Object.keys(modules)
    .filter((file) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file))
    .map((file) => modules[file]?.exports.lastWriteDisplayData)
    .find((write) => typeof write === "function");
  return (
    write &&
    ((output) => {
      if (output.output_type === "clear_output") return;
      const { output_type, ...content } = output;
      write(content, output_type === "update_display_data");
    })
  );
}

/** Deno 2.9 drops messages that follow each other faster than its socket sends them. */
const DENO_PAUSE_MS = 10;
let sent: Promise<void> | undefined;

/** Waits until the host has taken what was displayed, where it takes that later. */
export async function displaysSent(): Promise<void> {
  if (sent === undefined) return;
  await sent;
  await new Promise((resolve) => setTimeout(resolve, DENO_PAUSE_MS));
}

function denoSink(): DisplaySink | undefined {
  const jupyter = globals.Deno?.jupyter;
  return (
    jupyter &&
    (({ output_type, ...content }) => {
      const before = sent?.catch(() => undefined) ?? Promise.resolve();
      // One after another; a failure is for those who wait.
      sent = before.then(() => jupyter.broadcast(output_type, content));
      sent.catch(() => undefined);
    })
  );
}
