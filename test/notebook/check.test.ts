import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { DISPLAY_SINK } from "../../src/jupyter/display-host.ts";
import { formatValue } from "../../src/jupyter/display-registry.ts";
import { CHECK_MIME, check } from "../../src/notebook/check.ts";
import { expectClose } from "../../src/notebook/expectations.ts";

let shown: Record<string, unknown>[] = [];
Object.defineProperty(globalThis, DISPLAY_SINK, {
  value: ({ data }: { data: Record<string, unknown> }) => shown.push(data),
});
beforeEach(() => {
  shown = [];
});

test("check: nothing, true and a promise of them pass with all points", async () => {
  for (const fine of [() => {}, () => true, async () => {}, async () => true]) {
    const result = await check("overlap is one", fine, { points: 3 });
    const { id, points, earned, passed, message } = result;
    assert.deepEqual(
      { id, points, earned, passed, message },
      { id: "overlap-is-one", points: 3, earned: 3, passed: true, message: "" },
    );
  }
});

test("check: false, errors and rejections fail with a message and do not throw", async () => {
  const fail = (error: unknown) => () => Promise.reject(error);
  const cases: [() => boolean | Promise<never>, string][] = [
    [() => false, "the condition does not hold"],
    [fail(new RangeError("overlaps: wrong")), "it stopped with RangeError: overlaps: wrong"],
    [fail("text"), "it threw text"],
    [fail(undefined), "it threw undefined"],
  ];
  for (const [examine, message] of cases) {
    const result = await check("c", examine);
    assert.deepEqual([result.earned, result.passed, result.message], [0, false, message]);
  }
});

test("check: a failed expectation speaks for itself", async () => {
  const result = await check("energy", () => expectClose("energy per spin", 1, -1, 0));
  assert.equal(result.message, "energy per spin: expected −1, got 1; the sign is wrong");
});

test("check: messages of node:assert do not quote the line of the test", async () => {
  const secret = { answer: 42 };
  const generated = await check("c", () => assert.ok(secret.answer === 41));
  assert.equal(generated.message, "the condition does not hold");
  const own = await check("c", () => assert.equal(secret.answer, 41, "the overlap is off"));
  assert.equal(own.message, "the overlap is off");
});

test("check: partial credit counts, with its reason", async () => {
  const half = await check("c", () => ({ points: 1, message: "half of them" }), { points: 2 });
  assert.deepEqual([half.earned, half.passed, half.message], [1, false, "half of them"]);
  const all = await check("c", () => ({ points: 2 }), { points: 2 });
  assert.deepEqual([all.earned, all.passed], [2, true]);
  for (const points of [3, -1, Number.NaN]) {
    const fault = await check("c", () => ({ points }), { points: 2 });
    assert.deepEqual([fault.earned, fault.passed], [0, false]);
    assert.match(fault.message, new RegExp(`gave ${points} of 2 points`));
  }
});

test("check: is displayed once, as a line, as HTML and as JSON for machines", async () => {
  const result = await check("m < 1 & q", () => false, { points: 2, id: "mq" });
  assert.equal(shown.length, 1);
  assert.deepEqual(shown[0][CHECK_MIME], {
    version: 1,
    id: "mq",
    title: "m < 1 & q",
    points: 2,
    earned: 0,
    passed: false,
    message: "the condition does not hold",
  });
  assert.equal(shown[0]["text/plain"], "✗ m < 1 & q (0 of 2 points): the condition does not hold");
  assert.match(String(shown[0]["text/html"]), /<b>m &lt; 1 &amp; q<\/b> \(0 of 2 points\)/);
  assert.deepEqual(await formatValue(result), {});
});

test("check: ids are made from titles in any script", async () => {
  assert.equal((await check("Energie ist −Nⁿ!", () => true)).id, "energie-ist-nⁿ");
  assert.equal((await check("エネルギー 2", () => true)).id, "エネルギー-2");
});

test("check: a check without title, function or sensible points is an error of its author", async () => {
  await assert.rejects(
    check("", () => true),
    { name: "TypeError" },
  );
  await assert.rejects(check("c", true as never), {
    name: "TypeError",
    message: 'check: expected a function for "c", got boolean',
  });
  await assert.rejects(
    check("c", () => true, { points: -1 }),
    {
      name: "RangeError",
      message: 'check: expected points >= 0 for "c", got -1',
    },
  );
});
