import { SaxesParser } from "saxes";

/** An element of an SVG document with what is inside it; texts stand where they were. */
export interface SVGElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (SVGElement | string)[];
}

/**
 * The outermost element of SVG text. Declarations in a style attribute count as attributes.
 *
 * @throws {Error} text that is not well-formed
 */
export function svgTree(svg: string): SVGElement {
  const parser = new SaxesParser();
  const top: (SVGElement | string)[] = [];
  const open = [top];
  parser.on("opentag", ({ name, attributes }) => {
    const { style = "", ...own } = attributes;
    const children: (SVGElement | string)[] = [];
    open.at(-1)!.push({ name, attributes: { ...own, ...declarations(style) }, children });
    open.push(children);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", (text) => open.at(-1)!.push(text));
  parser.write(svg).close();
  return top.find((part) => typeof part !== "string") as SVGElement;
}

/** All elements of a tree, each before what is inside it. */
export function* elementsOf(element: SVGElement): Generator<SVGElement> {
  yield element;
  for (const child of element.children) if (typeof child !== "string") yield* elementsOf(child);
}

function declarations(style: string): Record<string, string> {
  const made: Record<string, string> = {};
  for (const declaration of style.split(";")) {
    const at = declaration.indexOf(":");
    if (at > 0) made[declaration.slice(0, at).trim()] = declaration.slice(at + 1).trim();
  }
  return made;
}
