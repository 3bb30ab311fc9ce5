import { createRequire } from "node:module";
import type * as mathjs from "mathjs/number";

// What "#mathjs-number" means in Node.js: few notebooks write interactions as formulas, and to load
// the package takes longer than all the rest of this library.
let loaded: typeof mathjs | undefined;

function load(): typeof mathjs {
  loaded ??= createRequire(import.meta.url)("mathjs/number") as typeof mathjs;
  return loaded;
}

export const parse = (text: string): mathjs.MathNode => load().parse(text);

export const derivative = (tree: mathjs.MathNode, variable: string): mathjs.MathNode =>
  load().derivative(tree, variable);
