import { colourScale } from "./colour-scale.ts";
import { categoryWords, shortLabels } from "./labels.ts";
import { type FigureSpec, field } from "./spec.ts";
import { numberIn, type Row } from "./table.ts";
import { ink } from "./theme.ts";

/** What one matrix is drawn from. */
interface MatrixParts {
  readonly t: { readonly column: string; readonly title: string };
  readonly tPrime: { readonly column: string; readonly title: string };
  /** All times, ascending, on both axes. */
  readonly times: readonly number[];
  readonly quantity: {
    readonly column: string;
    readonly title: string;
    readonly colours?: "sequential" | "diverging";
  };
  /** All values that share the colour scale. */
  readonly numbers: readonly number[];
  readonly direction: "downwards" | "upwards";
  readonly size: number;
  /** True to mark exact zeros. */
  readonly dots: boolean;
  /** False leaves out the title and the labels of t, which stand at the first matrix of the line. */
  readonly isFirst: boolean;
  readonly title: string | undefined;
}

/** A square matrix over two times: coloured cells, dots on exact zeros, grey where there is no value. */
export function matrixPanel(rows: readonly Row[], parts: MatrixParts): FigureSpec {
  const { t, tPrime, times, quantity, numbers, size } = parts;
  const columns = [t.column, tPrime.column, quantity.column];
  const values = rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column, numberIn(row[column])])),
  );
  const least = numbers.reduce((a, b) => Math.min(a, b));
  const most = numbers.reduce((a, b) => Math.max(a, b));
  const colours = quantity.colours ?? (least < 0 && most > 0 ? "diverging" : "sequential");
  const length = Math.max(60, Math.min(size, 160));
  const coding = { field: field(quantity.column), type: "quantitative", title: quantity.title };
  const cells = {
    mark: { type: "rect", tooltip: true },
    encoding: { color: { ...coding, ...colourScale(colours, least, most, length) } },
  };
  const zeros = {
    transform: [{ filter: { field: field(quantity.column), equal: 0 } }],
    mark: {
      type: "circle",
      size: Math.max(2, (size / times.length / 3.5) ** 2),
      color: isDarkAtZero(colours, least) ? "#fafafa" : ink.text,
      opacity: 1,
      tooltip: null,
    },
  };
  return {
    ...(parts.title === undefined
      ? {}
      : { title: { text: parts.title, fontWeight: "normal", fontSize: 11, offset: 6 } }),
    width: size,
    height: size,
    data: { values },
    view: { fill: ink.absent, stroke: null },
    encoding: {
      x: timeChannel(tPrime, times, size),
      y: {
        ...timeChannel(t, parts.direction === "downwards" ? times : [...times].reverse(), size),
        ...(parts.isFirst ? {} : { axis: null }),
      },
    },
    layer: parts.dots ? [cells, zeros] : [cells],
  };
}

/** Zero is at the dark end of a sequential scale of positive numbers, else light. */
function isDarkAtZero(colours: "sequential" | "diverging", least: number): boolean {
  return colours === "sequential" && least >= 0;
}

function timeChannel(
  { column, title }: { readonly column: string; readonly title: string },
  times: readonly number[],
  size: number,
): FigureSpec {
  const longest = Math.max(...times.map((time) => categoryWords(time).length));
  const room = (Math.max(16, longest * 7 + 6) * times.length) / size;
  const every = [1, 2, 5, 10, 20, 50, 100].find((step) => step >= room) ?? times.length;
  const ascending = [...times].sort((a, b) => a - b);
  return {
    field: field(column),
    type: "ordinal",
    title,
    scale: { domain: times },
    axis: {
      ticks: false,
      labelPadding: 5,
      domain: false,
      labelAngle: 0,
      ...(every > 1 ? { values: ascending.filter((_, i) => i % every === 0) } : {}),
      ...shortLabels(times),
    },
  };
}
