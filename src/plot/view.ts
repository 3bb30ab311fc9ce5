import * as vega from "vega";
import { compile } from "vega-lite";
import type { ExportOptions } from "./export.ts";
import { textWidth } from "./font.ts";
import { layFormulas, type TextLayout } from "./formula-text.ts";
import { withoutMarks } from "./formulas-in-text.ts";
import { findingText, lintFigure } from "./lint.ts";
import { ownDataLoader } from "./own-data-loader.ts";
import type { FigureSpec } from "./spec.ts";
import { type Formulas, formulasOf, typesetSpec } from "./typeset-spec.ts";
import { withoutEvents } from "./without-events.ts";

/**
 * Formulas of the figures drawn so far, the newest last; their names are made from the formula, so figures
 * share them. (AsyncLocalStorage would keep them apart, but on Node 20 a process that used it is aborted
 * when a cell is interrupted.)
 */
const known = new Map<string, Formulas[string]>();
const mostKnown = 5000;

function remember(formulas: Formulas): void {
  for (const [marked, drawn] of Object.entries(formulas)) {
    known.delete(marked);
    known.set(marked, drawn);
  }
  for (const marked of known.keys()) {
    if (known.size <= mostKnown) break;
    known.delete(marked);
  }
}

/**
 * Vega guesses widths where there is no canvas. All texts are measured with the bundled file instead, the
 * only font our pictures are drawn with, and formulas by their drawing.
 */
export const textLayout = layFormulas(
  vega as unknown as TextLayout,
  (marked) => known.get(marked),
  (item, run) => textWidth(run, item),
);

/**
 * Typesets and compiles a figure and hands the view of Vega to `read`; ended when that is done.
 *
 * @throws {Error} what Vega-Lite refuses or warns of, and TeX that cannot be set
 */
export async function readView<T>(
  figure: FigureSpec,
  { onWarning }: Pick<ExportOptions, "onWarning">,
  read: (view: vega.View) => Promise<T>,
): Promise<T> {
  const warn =
    onWarning ??
    ((message) => {
      throw new Error(`toSVG: expected a specification without warnings, got: ${message}`);
    });
  for (const finding of lintFigure(figure)) warn(findingText(finding));
  const spec = await typesetSpec(figure, "toSVG");
  const warnings: string[] = [];
  const logger = warningsTo(warnings);
  // Vega writes its own keys into the rows it is given.
  const own = structuredClone(spec) as unknown as Parameters<typeof compile>[0];
  let view: vega.View;
  try {
    const compiled = withoutEvents(compile(own, { logger }).spec);
    view = new vega.View(vega.parse(compiled), {
      renderer: "none",
      logger,
      loader: ownDataLoader(),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`toSVG: expected a specification that Vega-Lite compiles, got: ${reason}`, {
      cause,
    });
  }
  let result: T;
  try {
    remember(formulasOf(spec));
    result = await read(view);
  } finally {
    view.finalize();
  }
  for (const message of warnings) warn(message);
  return result;
}

function warningsTo(warnings: string[]) {
  const logger = {
    level: () => logger,
    error: (...words: readonly unknown[]) => {
      throw new Error(
        `toSVG: expected a figure that Vega can draw, got ${withoutMarks(words.map(String).join(" "))}`,
      );
    },
    warn: (...words: readonly unknown[]) => {
      warnings.push(withoutMarks(words.map(String).join(" ")));
      return logger;
    },
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}
