import assert from "node:assert/strict";
import { test } from "node:test";
import { type DynamicsModel, requireDynamicsModel } from "../../src/theory/dynamics-model.ts";

function refusal(model: unknown): { name: string; message: string } {
  try {
    requireDynamicsModel("theory", model as DynamicsModel);
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
  }
  return { name: "none", message: "" };
}

test("requireDynamicsModel: accepts every model with a theory", () => {
  const law = { name: "leaky", f: (x: number) => (x > 0 ? x ** 2 : -0.1 * x ** 2) };
  for (const model of [
    { n: 2, load: 0.1 },
    { n: 2, load: 0.1, selfCoupling: true, convention: "samples" },
    { n: 5, load: 0.1, selfCoupling: true, temperature: 0.2 },
    { n: 4, load: 0.1, form: "distinct", convention: "abbott-arian" },
    { n: 3, load: 0.1, interaction: "rect", retarded: false },
    { n: 3, load: 0.1, interaction: law },
  ]) {
    assert.deepEqual(refusal(model), { name: "none", message: "" });
  }
});

test("requireDynamicsModel: refuses the rest by name, number and remedy", () => {
  const square = { name: "square", f: (x: number) => x ** 2 };
  for (const [model, name, words] of [
    [undefined, "TypeError", "theory: expected a model such as { n: 3, load: 0.2 }, got none"],
    [{ n: 1, load: 0.1 }, "RangeError", "theory: expected an integer order n >= 2, got 1"],
    [{ n: 151, load: 0.1 }, "RangeError", "theory: expected an order n <= 150"],
    [{ n: 2.5, load: 0.1 }, "RangeError", "got 2.5"],
    [{ n: 3, load: 0 }, "RangeError", "theory: expected a finite load > 0, got 0"],
    [{ n: 3 }, "TypeError", "theory: expected a number load, got none"],
    [{ n: 3, load: "0.2" }, "TypeError", 'theory: expected a number load, got "0.2"'],
    [{ n: 3, load: 0.1, temperature: -1 }, "RangeError", "a finite temperature >= 0, got -1"],
    [{ n: 3, load: 0.1, interaction: "exp" }, "TypeError", 'expected interaction "poly" or "rect"'],
    [{ n: 3, load: 0.1, convention: "samples" }, "RangeError", "grows as N^2 at order 3"],
    [{ n: 2, load: 0.1, interaction: "rect" }, "RangeError", "an order n >= 3 for rect, got 2"],
    [{ n: 3, load: 0.1, interaction: "rect", form: "distinct" }, "RangeError", "with poly"],
    [{ n: 4, load: 0.1, selfCoupling: true }, "RangeError", "whose self term grows as N^1"],
    [{ n: 3, load: 0.1, selfCoupling: true, interaction: "rect" }, "RangeError", "for rect"],
    [{ n: 3, load: 0.1, selfCoupling: true, form: "distinct" }, "RangeError", "no repeated index"],
    [{ n: 4, load: 0.1, interaction: square }, "RangeError", "|x|^3 f(±1) of square at order 4"],
    [{ n: 3, load: 0.1, selfCoupling: "no" }, "TypeError", 'selfCoupling true or false, got "no"'],
    [
      { n: 3, load: 0.1, retarded: 0 },
      "TypeError",
      "theory: expected retarded true or false, got 0",
    ],
    [{ n: 3, load: 0.1, interaction: { name: "x" } }, "TypeError", "or a law such as"],
  ] as const) {
    const refused = refusal(model);
    assert.equal(refused.name, name, refused.message);
    assert.ok(refused.message.includes(words), refused.message);
  }
});
