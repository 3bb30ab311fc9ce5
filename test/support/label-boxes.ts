import * as vega from "vega";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { readView } from "../../src/plot/view.ts";

/** Place of a label in pixels of the figure. */
export interface Box {
  readonly text: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

interface Item {
  readonly marktype?: string;
  readonly x?: number;
  readonly y?: number;
  readonly text?: unknown;
  readonly bounds: Omit<Box, "text">;
}

const { sceneVisit } = vega as unknown as {
  sceneVisit(scene: Item, visit: (item: Item) => void): void;
};

/** Boxes that the layout reserves for all labels of a figure, in the order in which they are drawn. */
export function labelBoxes(spec: FigureSpec): Promise<Box[]> {
  return readView(spec, {}, async (view) => {
    await view.toSVG();
    const boxes: Box[] = [];
    const visit = (mark: Item, left: number, top: number): void => {
      sceneVisit(mark, (item) => {
        if (mark.marktype === "group") {
          const [x, y] = [left + (item.x ?? 0), top + (item.y ?? 0)];
          sceneVisit(item, (child) => visit(child, x, y));
        }
        if (mark.marktype === "text") {
          const { x1, y1, x2, y2 } = item.bounds;
          const text = String(item.text);
          boxes.push({ text, x1: x1 + left, y1: y1 + top, x2: x2 + left, y2: y2 + top });
        }
      });
    };
    const [x, y] = view.origin() as unknown as [number, number];
    const { left, top } = view.padding() as { left: number; top: number };
    visit((view.scenegraph() as unknown as { root: Item }).root, x + left, y + top);
    return boxes;
  });
}
