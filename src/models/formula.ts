import {
  type ConstantNode,
  derivative,
  type FunctionNode,
  type MathNode,
  type OperatorNode,
  type ParenthesisNode,
  parse,
  type SymbolNode,
} from "#mathjs-number";
import type { Interaction } from "./interaction.ts";
import {
  decimal,
  derivativeOf,
  exponentOf,
  identity,
  integerValue,
  inverse,
  product,
  type RationalPolynomial,
  sum,
} from "./rational-polynomial.ts";

const operators = new Set(["add", "subtract", "multiply", "divide", "pow", "unaryMinus"]);
const functions = new Set(["cos", "cosh", "exp", "log", "sin", "sinh", "sqrt", "tanh"]);
const maximumLength = 500;
const maximumDegree = 1000;
const largestInteger = 2n ** 8192n;

/**
 * The interaction F given as a text in x, e.g. `formula("x^3 + 0.1 x^5")`.
 *
 * Read and differentiated by mathjs; only numbers, the symbol x, + − × ÷ ^, parentheses and
 * cos, cosh, exp, log, sin, sinh, sqrt, tanh are accepted, and nothing is run as code. A
 * polynomial is exact: decimal coefficients count as the decimal fractions they print, so that
 * ties are found as for `power(n)`. A product may be written without sign: `0.1 x^5`, `2(x + 1)`.
 *
 * @param text  formula of the un-normalised overlap x = ξ^μ·σ, at most 500 characters
 * @throws {RangeError} the text is no formula, or holds something else than the above
 */
export function formula(text: string): Interaction {
  const tree = read(text);
  requireKnownNodes(tree, text);
  const F = tree.compile();
  const dF = derivative(tree, "x").compile();
  const polynomial = polynomialOf(tree);
  return Object.freeze({
    name: `formula(${JSON.stringify(text)})`,
    recipe: Object.freeze({ interaction: "formula", formula: text }),
    F: (x: number): number => F.evaluate({ x }),
    dF: (x: number): number => dF.evaluate({ x }),
    exact: polynomial && {
      unit: polynomial.denominator,
      F: (x: bigint) => integerValue(polynomial.coefficients, x),
      dF: (x: bigint) => integerValue(derivativeOf(polynomial.coefficients), x),
    },
    relative: null,
  });
}

function read(text: string): MathNode {
  if (typeof text !== "string" || text.trim() === "") {
    throw new RangeError(`formula: expected a formula in x, got ${JSON.stringify(text)}`);
  }
  if (text.length > maximumLength) {
    throw new RangeError(
      `formula: expected at most ${maximumLength} characters, got ${text.length}`,
    );
  }
  try {
    return parse(text);
  } catch (error) {
    throw new RangeError(
      `formula: expected a formula in x, got ${JSON.stringify(text)}: ${(error as Error).message}`,
    );
  }
}

/** The words for a node that a formula may not hold; null for an allowed one. */
function complaint(node: MathNode): string | null {
  switch (node.type) {
    case "ParenthesisNode":
      return null;
    case "ConstantNode": {
      const { value } = node as ConstantNode<number | string | boolean | null>;
      return typeof value === "number" && Number.isFinite(value) ? null : `the constant ${value}`;
    }
    case "OperatorNode": {
      const { fn, op } = node as OperatorNode;
      return operators.has(fn) ? null : `the operator ${op}`;
    }
    case "SymbolNode": {
      const { name } = node as SymbolNode;
      return name === "x" ? null : `the symbol ${name}`;
    }
    case "FunctionNode": {
      const { fn, args } = node as FunctionNode;
      if (functions.has(fn.name)) {
        return args.length === 1 ? null : `${args.length} arguments of ${fn.name}`;
      }
      const hint = fn.name === "x" ? " (write x * (…) for a product)" : "";
      return `the function ${fn.name ?? fn}${hint}`;
    }
    default:
      return node.toString();
  }
}

function requireKnownNodes(tree: MathNode, text: string): void {
  tree.traverse((node, path) => {
    if (path === "fn") return;
    const wrong = complaint(node);
    if (wrong === null) return;
    throw new RangeError(
      `formula: expected numbers, x, + - * / ^ and ${[...functions].join(", ")}, ` +
        `got ${wrong} in ${JSON.stringify(text)}`,
    );
  });
}

/** The polynomial of a tree; null where it is none, or one too large for exact arithmetic. */
function polynomialOf(node: MathNode): RationalPolynomial | null {
  if (node.type === "ConstantNode") return decimal((node as ConstantNode<number>).value);
  if (node.type === "SymbolNode") return identity;
  if (node.type === "ParenthesisNode") return polynomialOf((node as ParenthesisNode).content);
  if (node.type !== "OperatorNode") return null;
  const { fn, args } = node as OperatorNode;
  const [p, q] = args.map(polynomialOf);
  if (p === null || q === null) return null;
  const result = fn === "unaryMinus" ? product(decimal(-1), p) : combined(fn, p, q);
  return result === null || isTooLarge(result) ? null : result;
}

function combined(
  fn: string,
  p: RationalPolynomial,
  q: RationalPolynomial,
): RationalPolynomial | null {
  if (fn === "add") return sum(p, q, 1n);
  if (fn === "subtract") return sum(p, q, -1n);
  if (fn === "multiply") return product(p, q);
  if (fn === "divide") {
    const reciprocal = inverse(q);
    return reciprocal && product(p, reciprocal);
  }
  const exponent = exponentOf(q);
  if (exponent === null || exponent > maximumDegree) return null;
  let result = decimal(1);
  for (let k = 0; k < exponent && !isTooLarge(result); k++) result = product(result, p);
  return result;
}

function isTooLarge({ coefficients, denominator }: RationalPolynomial): boolean {
  const isLong = (c: bigint) => c > largestInteger || c < -largestInteger;
  return (
    coefficients.length > maximumDegree + 1 || isLong(denominator) || coefficients.some(isLong)
  );
}
