import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { carried, received } from "../../src/parallel/carried-error.ts";
import { InfeasibleSeparation } from "../../src/patterns/infeasible-separation.ts";

const there = (thrown: unknown) => received(structuredClone(carried(thrown)));

test("carried: causes that lead back to the error do so on the other side", () => {
  const [outer, inner] = [new Error("outer"), new TypeError("inner")];
  outer.cause = inner;
  inner.cause = outer;
  const error = there(outer);
  const cause = error.cause as Error;
  assert.ok(cause instanceof TypeError && cause.message === "inner");
  assert.equal(cause.cause, error);
});

test("carried: a chain of causes longer than any stack ends in text", () => {
  let error = new Error("first");
  for (let k = 0; k < 20000; k++) error = new Error(`${k}`, { cause: error });
  let depth = 0;
  let cause: unknown = there(error);
  for (; cause instanceof Error; cause = cause.cause) depth += 1;
  assert.ok(depth >= 10 && depth < 20000, `${depth}`);
  assert.match(String(cause), /^Error: \d+$/);
});

test("carried: what has no text, no readable fields or a name that is none still arrives", () => {
  assert.equal(there(Object.create(null)).message, "[object Object]");
  assert.equal(there(Symbol("luck")).message, "Symbol(luck)");
  assert.equal(there("luck").message, "luck");
  const named = Object.assign(new Error("luck"), { name: Symbol("Luck") });
  assert.equal(there(named).name, "Symbol(Luck)");
  const broken = Object.assign(new RangeError("luck"), { bits: 3 });
  for (const key of ["odds", "cause", "errors"]) {
    Object.defineProperty(broken, key, {
      enumerable: true,
      get() {
        throw new Error("no");
      },
    });
  }
  const arrived = there(broken) as Error & { bits: number };
  assert.deepEqual([arrived.message, arrived.bits, "odds" in arrived], ["luck", 3, false]);
  assert.ok(arrived instanceof RangeError);
  const refusing = new Proxy(new Error("luck"), {
    getPrototypeOf() {
      throw new Error("no");
    },
  });
  assert.equal(there(refusing).message, "an error that cannot be read");
  const functions = Object.assign(new Error("luck", { cause: () => 1 }), { draw: () => 1 });
  assert.deepEqual(
    [String(there(functions).cause), "draw" in there(functions)],
    ["() => 1", false],
  );
});

test("carried: the errors of an AggregateError arrive, each of its class", () => {
  const all = new AggregateError([new TypeError("one"), "two"], "both", { cause: 3 });
  const error = there(all);
  assert.ok(error instanceof AggregateError);
  const [one, two] = error.errors;
  assert.ok(one instanceof TypeError && one.message === "one");
  assert.deepEqual([error.message, two, error.cause], ["both", "two", 3]);
  assert.deepEqual(Object.keys(error), []);
});

test("received: a class that is known by name comes back, others as the built-in class they extend", () => {
  const details = { obtained: 4, bound: "Plotkin", limit: 8 };
  const far = new InfeasibleSeparation("expected fewer", details);
  const known = received(structuredClone(carried(far)), [InfeasibleSeparation]);
  assert.ok(known instanceof InfeasibleSeparation);
  const { obtained, bound, limit, name } = known;
  assert.deepEqual({ obtained, bound, limit }, details);
  const unknown = there(far);
  assert.ok(unknown instanceof RangeError && !(unknown instanceof InfeasibleSeparation));
  assert.deepEqual([name, unknown.name], ["InfeasibleSeparation", "InfeasibleSeparation"]);
});

test("carried: an error of another context is one", () => {
  const error = there(runInNewContext("new RangeError('luck')"));
  assert.deepEqual([error.name, error.message], ["RangeError", "luck"]);
});
