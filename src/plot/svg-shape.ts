import * as vega from "vega";
import type { SVGElement } from "./svg-tree.ts";

/** Matrix [a, b, c, d, e, f] of SVG: x′ = a x + c y + e, y′ = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** Corner and size of a box. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Matrices of a transform attribute, the outermost first. */
export function matricesOf(transform = ""): Matrix[] {
  return [...transform.matchAll(/(\w+)\s*\(([^)]*)\)/g)].map(([, name, list]) => {
    const [a = 0, b, c, ...rest] = list!
      .split(/[\s,]+/)
      .filter((word) => word !== "")
      .map(Number);
    switch (name) {
      case "translate":
        return [1, 0, 0, 1, a, b ?? 0];
      case "scale":
        return [a, 0, 0, b ?? a, 0, 0];
      case "rotate":
        return rotation(a, b ?? 0, c ?? 0);
      case "matrix":
        return [a, b!, c!, ...rest] as unknown as Matrix;
      default:
        throw new Error(`saveFigure: expected translate, scale, rotate or matrix, got ${name}`);
    }
  });
}

function rotation(degrees: number, x: number, y: number): Matrix {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

/** Path data of a shape; empty for elements that draw none. */
export function pathOf({ name, attributes }: SVGElement): string {
  const at = (key: string) => Number(attributes[key] ?? 0);
  switch (name) {
    case "path":
      return attributes.d ?? "";
    case "rect":
      return at("width") > 0 && at("height") > 0
        ? `M${at("x")},${at("y")}h${at("width")}v${at("height")}h${-at("width")}Z`
        : "";
    case "line":
      return `M${at("x1")},${at("y1")}L${at("x2")},${at("y2")}`;
    case "circle": {
      const [x, y, r] = [at("cx"), at("cy"), at("r")];
      return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
    }
    case "polygon":
      return `M${attributes.points}Z`;
    default:
      return "";
  }
}

interface PathReader {
  boundContext(bounds: vega.Bounds): unknown;
  pathParse(path: string): unknown;
  pathRender(context: unknown, path: unknown, x: number, y: number): void;
}

/** The reader of path data that draws the figures. */
const { boundContext, pathParse, pathRender } = vega as unknown as PathReader;

/** Box around a path. */
export function boxAround(path: string): Box {
  const bounds = new vega.Bounds();
  pathRender(boundContext(bounds), pathParse(path), 0, 0);
  const { x1, y1, x2, y2 } = bounds;
  return { x: x1, y: y1, width: x2 - x1, height: y2 - y1 };
}

/** Lays a path into a PDF page, to be filled, stroked or clipped to. */
export function trace(document: PDFKit.PDFDocument, path: string): void {
  let [x, y] = [0, 0];
  let start = [0, 0];
  const pen = {
    moveTo(toX: number, toY: number) {
      document.moveTo(toX, toY);
      [x, y] = [toX, toY];
      start = [toX, toY];
    },
    lineTo(toX: number, toY: number) {
      document.lineTo(toX, toY);
      [x, y] = [toX, toY];
    },
    bezierCurveTo(x1: number, y1: number, x2: number, y2: number, toX: number, toY: number) {
      document.bezierCurveTo(x1, y1, x2, y2, toX, toY);
      [x, y] = [toX, toY];
    },
    // PDF has cubic curves only; this one is the same curve.
    quadraticCurveTo(midX: number, midY: number, toX: number, toY: number) {
      const towards = (from: number, middle: number) => from + (2 / 3) * (middle - from);
      const first = [towards(x, midX), towards(y, midY)] as const;
      pen.bezierCurveTo(...first, towards(toX, midX), towards(toY, midY), toX, toY);
    },
    closePath() {
      document.closePath();
      [x, y] = start as [number, number];
    },
  };
  pathRender(pen, pathParse(path), 0, 0);
}
