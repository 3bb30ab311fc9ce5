import { type DisplayOutput, type DisplaySink, hostSink } from "./display-host.ts";
import { bundleOf, DISPLAY_METHOD, textOfHTML } from "./display-registry.ts";
import { addPending, displayState } from "./display-state.ts";
import { base64, checkedBundle, type MimeBundle } from "./mime-bundle.ts";
import { latexBundle, markdownBundle } from "./rich-text.ts";
import { cut, valueText } from "./value-text.ts";

/** A display that can be replaced in place. */
export interface DisplayHandle<T = unknown> {
  readonly id: string;
  update(content: T): void;
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
    show(html, (html) => ({ "text/html": html, "text/plain": cut(textOfHTML(html)) })),
  svg: (svg: string, alt = "SVG image") =>
    show(svg, (svg) => ({ "text/html": svg, "text/plain": alt })),
  png: (png: Uint8Array | string, alt = "PNG image") =>
    show(png, (png) => ({ "image/png": base64(png), "text/plain": alt })),
  markdown: (markdown: string) => show(markdown, markdownBundle),
  latex: (latex: string) => show(latex, latexBundle),
  json: (value: unknown) =>
    show(value, (value) => ({ "application/json": value, "text/plain": valueText(value) })),
  text: (text: string) => show(text, (text) => ({ "text/plain": text })),
  vegaLite: (spec: Record<string, unknown>) => show(spec, vegaLiteBundle),
  raw: (bundle: MimeBundle) => show(bundle, (bundle) => bundle),
  clear: (wait = false) => sink()({ output_type: "clear_output", wait }),
});

function sink(): DisplaySink {
  return hostSink() ?? printPlainText;
}

function printPlainText(output: DisplayOutput): void {
  if (output.output_type !== "clear_output") console.log(output.data["text/plain"] ?? "");
}

/** Sends a bundle under a new display id; `toBundle` makes the bundles of later updates. */
function show<T>(
  content: T,
  toBundle: (content: T) => MimeBundle | Promise<MimeBundle>,
): DisplayHandle<T> {
  displayState.displays += 1;
  return new ShownDisplay(`display-${displayState.displays}`, content, toBundle);
}

class ShownDisplay<T> implements DisplayHandle<T> {
  readonly id: string;
  readonly #toBundle: (content: T) => MimeBundle | Promise<MimeBundle>;

  constructor(id: string, content: T, toBundle: (content: T) => MimeBundle | Promise<MimeBundle>) {
    this.id = id;
    this.#toBundle = toBundle;
    this.#send("display_data", content);
  }

  update(content: T): void {
    this.#send("update_display_data", content);
  }

  /** As the last value of a cell a handle shows nothing more. */
  [DISPLAY_METHOD](): MimeBundle {
    return {};
  }

  #send(output_type: "display_data" | "update_display_data", content: T): void {
    const transient = { display_id: this.id };
    whenReady(this.#toBundle(content), (data) =>
      sink()({ output_type, data, metadata: {}, transient }),
    );
  }
}

function whenReady(
  bundle: MimeBundle | Promise<MimeBundle>,
  send: (data: MimeBundle) => void,
): void {
  if (bundle instanceof Promise) addPending(bundle.then((bundle) => send(checkedBundle(bundle))));
  else send(checkedBundle(bundle));
}

function vegaLiteBundle(spec: Record<string, unknown>): MimeBundle {
  const version = /\/v(\d+)/.exec(String(spec.$schema))?.[1] ?? "5";
  const description = typeof spec.description === "string" ? spec.description : "Vega-Lite chart";
  return { [`application/vnd.vegalite.v${version}+json`]: spec, "text/plain": description };
}
