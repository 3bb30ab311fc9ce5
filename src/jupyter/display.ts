import { base64, checkedBundle, type MimeBundle } from "./mime-bundle.ts";
import { cut, valueText } from "./value-text.ts";

/** What reaches the sink: display outputs in the words of the notebook format. */
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

/** How values of one kind are shown. The formatter registered last is asked first. */
export interface Formatter<T = unknown> {
  /** Registering the same name again replaces the formatter. */
  readonly name: string;
  matches(value: unknown): value is T;
  format(value: T): MimeBundle | Promise<MimeBundle>;
}

/** A display that can be replaced in place. */
export interface DisplayHandle<T = unknown> {
  readonly id: string;
  update(content: T): void;
}

/** Global key of the function that receives display outputs; set by the evaluator. */
export const DISPLAY_SINK: unique symbol = Symbol.for("damlab.display.sink") as never;
/** Method by which a value says how it is shown, possibly later: `() => MimeBundle | Promise`. */
export const DISPLAY_METHOD: unique symbol = Symbol.for("Jupyter.display") as never;

interface DisplayState {
  formatters: Formatter[];
  displays: number;
  pending: Set<Promise<void>>;
}

// Shared through the global object: this module may be loaded twice, by the evaluator and by the
// user's import of the package.
const STATE = Symbol.for("damlab.display.state");
const shared = globalThis as { [STATE]?: DisplayState; [DISPLAY_SINK]?: DisplaySink };
shared[STATE] ??= { formatters: [], displays: 0, pending: new Set() };
const state: DisplayState = shared[STATE];

type DisplaySink = (output: DisplayOutput) => void;

/** Adds a formatter for values that have no `Symbol.for("Jupyter.display")` method. */
export function registerFormatter<T>(formatter: Formatter<T>): void {
  state.formatters = state.formatters.filter(({ name }) => name !== formatter.name);
  state.formatters.unshift(formatter as Formatter);
}

/**
 * The MIME bundle of a value: from its `Symbol.for("Jupyter.display")` method, else from the
 * registered formatters, else its plain text (cut at 20 000 characters).
 */
export async function formatValue(value: unknown): Promise<MimeBundle> {
  return checkedBundle(await bundleOf(value));
}

/** Resolves when every display begun so far has been sent. */
export async function pendingDisplays(): Promise<void> {
  while (state.pending.size > 0) await Promise.all(state.pending);
}

function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (value !== null && (typeof value === "object" || typeof value === "function")) {
    const own = (value as { [DISPLAY_METHOD]?: unknown })[DISPLAY_METHOD];
    if (typeof own === "function") return own.call(value) as MimeBundle | Promise<MimeBundle>;
    for (const formatter of state.formatters) {
      if (formatter.matches(value)) return formatter.format(value);
    }
  }
  return { "text/plain": valueText(value) };
}

/** The evaluator's sink, else the console. Adapters for other hosts are chosen here. */
function sink(): DisplaySink {
  return shared[DISPLAY_SINK] ?? consoleSink;
}

function consoleSink(output: DisplayOutput): void {
  if (output.output_type !== "clear_output") console.log(output.data["text/plain"] ?? "");
}

/** Sends a bundle under a new display id; `toBundle` makes the bundles of later updates. */
function show<T>(
  content: T,
  toBundle: (content: T) => MimeBundle | Promise<MimeBundle>,
): DisplayHandle<T> {
  state.displays += 1;
  const id = `display-${state.displays}`;
  const send = (output_type: "display_data" | "update_display_data", content: T) =>
    whenReady(toBundle(content), (data) =>
      sink()({ output_type, data, metadata: {}, transient: { display_id: id } }),
    );
  send("display_data", content);
  const handle = {
    id,
    update: (content: T) => send("update_display_data", content),
    // As the last value of a cell a handle shows nothing more.
    [DISPLAY_METHOD]: () => ({}),
  };
  return handle;
}

function whenReady(bundle: MimeBundle | Promise<MimeBundle>, send: (data: MimeBundle) => void) {
  if (!(bundle instanceof Promise)) {
    send(checkedBundle(bundle));
    return;
  }
  const ready = bundle.then((bundle) => send(checkedBundle(bundle)));
  const sending: Promise<void> = ready.finally(() => state.pending.delete(sending));
  state.pending.add(sending);
}

/** `display(value)` and its forms for content that is ready to show. */
export interface Display {
  /** Shows a value as the registry formats it. */
  (value: unknown): DisplayHandle;
  html(html: string): DisplayHandle<string>;
  /** Inline SVG, as HTML: several viewers blank `image/svg+xml`. `alt` describes it in words. */
  svg(svg: string, alt?: string): DisplayHandle<string>;
  /** The bytes of a PNG file, or their base64 text. */
  png(png: Uint8Array | string, alt?: string): DisplayHandle<Uint8Array | string>;
  markdown(markdown: string): DisplayHandle<string>;
  /** A displayed formula; dollar signs are added where there are none. */
  latex(latex: string): DisplayHandle<string>;
  json(value: unknown): DisplayHandle;
  text(text: string): DisplayHandle<string>;
  /** A Vega-Lite specification, without a static picture. */
  vegaLite(spec: Record<string, unknown>): DisplayHandle<Record<string, unknown>>;
  raw(bundle: MimeBundle): DisplayHandle<MimeBundle>;
  /** Removes the cell's outputs so far; with `wait`, when the next output comes. */
  clear(wait?: boolean): void;
}

export const display: Display = Object.assign((value: unknown) => show(value, bundleOf), {
  html: (html: string) =>
    show(html, (html) => ({ "text/html": html, "text/plain": cut(withoutTags(html)) })),
  svg: (svg: string, alt = "SVG image") =>
    show(svg, (svg) => ({ "text/html": svg, "text/plain": alt })),
  png: (png: Uint8Array | string, alt = "PNG image") =>
    show(png, (png) => ({ "image/png": base64(png), "text/plain": alt })),
  markdown: (markdown: string) =>
    show(markdown, (text) => ({ "text/markdown": text, "text/plain": text })),
  latex: (latex: string) =>
    show(latex, (latex) => ({
      "text/latex": latex.includes("$") ? latex : `$$${latex}$$`,
      "text/plain": latex,
    })),
  json: (value: unknown) =>
    show(value, (value) => ({ "application/json": value, "text/plain": valueText(value) })),
  text: (text: string) => show(text, (text) => ({ "text/plain": text })),
  vegaLite: (spec: Record<string, unknown>) => show(spec, vegaLiteBundle),
  raw: (bundle: MimeBundle) => show(bundle, (bundle) => bundle),
  clear: (wait = false) => sink()({ output_type: "clear_output", wait }),
});

function vegaLiteBundle(spec: Record<string, unknown>): MimeBundle {
  const version = /\/v(\d+)/.exec(String(spec.$schema))?.[1] ?? "6";
  const description = typeof spec.description === "string" ? spec.description : "Vega-Lite chart";
  return { [`application/vnd.vegalite.v${version}+json`]: spec, "text/plain": description };
}

function withoutTags(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** A running count that is shown in place. */
export interface Progress {
  /** Adds to the count; 1 by default. */
  step(count?: number): void;
  /** Shows the last state: `done 40 of 40`, or `stopped at 12 of 40`. */
  finish(): void;
}

const PROGRESS_INTERVAL_MS = 100;

/**
 * Shows how far a loop has come, in one display that is updated at most ten times a second.
 *
 * With a number: returns a counter that is finished when it reaches it. With an iterable: returns
 * an iterable over the same values that counts them. The last state depends on the count alone.
 *
 * @param totalOrValues  number of steps, > 0, or the values to run over
 * @param label          words before the count
 */
export function progress(total: number, label?: string): Progress;
export function progress<T>(values: Iterable<T>, label?: string): Iterable<T>;
export function progress<T>(
  totalOrValues: number | Iterable<T>,
  label = "",
): Progress | Iterable<T> {
  if (typeof totalOrValues === "number") return counter(totalOrValues, label);
  return countedValues(totalOrValues, label);
}

function* countedValues<T>(values: Iterable<T>, label: string): Iterable<T> {
  const { length } = values as { length?: unknown };
  const count = counter(typeof length === "number" ? length : undefined, label);
  let complete = false;
  try {
    for (const value of values) {
      yield value;
      count.step();
    }
    complete = true;
  } finally {
    count.finish(complete);
  }
}

function counter(total: number | undefined, label: string) {
  const of = total === undefined ? "" : ` of ${total}`;
  let done = 0;
  let finished = false;
  let shownAt = performance.now();
  const handle = shared[DISPLAY_SINK] && show(progressBundle(label, `0${of}`, 0, total), (b) => b);
  return {
    step(count = 1) {
      done += count;
      if (total !== undefined && done >= total) this.finish(true);
      else if (performance.now() - shownAt >= PROGRESS_INTERVAL_MS) {
        shownAt = performance.now();
        handle?.update(progressBundle(label, `${done}${of}`, done, total));
      }
    },
    finish(complete = total === undefined || done >= total) {
      if (finished) return;
      finished = true;
      const words = `${complete ? "done" : "stopped at"} ${done}${of}`;
      const last = progressBundle(label, words, done, total);
      if (handle) handle.update(last);
      else show(last, (bundle) => bundle);
    },
  };
}

function progressBundle(label: string, words: string, done: number, total?: number): MimeBundle {
  const text = label === "" ? words : `${label}: ${words}`;
  const max = total === undefined ? "" : ` value="${done}" max="${total}"`;
  const html = `<div>${escapeHtml(text)} <progress${max}></progress></div>`;
  return { "text/html": html, "text/plain": text };
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
