import assert from "node:assert/strict";
import { test } from "node:test";
import { toCharacters, toUTF16 } from "../../src/jupyter/kernel-cursor.ts";
import { isRequestType, requestContent } from "../../src/jupyter/kernel-requests.ts";

test("requestContent: fills in what the protocol says of missing fields", () => {
  assert.deepEqual(requestContent("execute_request", { code: "1" }), {
    code: "1",
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: true,
    stop_on_error: true,
  });
  assert.equal(requestContent("inspect_request", { code: "", cursor_pos: 0 }).detail_level, 0);
  assert.equal(requestContent("shutdown_request", {}).restart, false);
});

test("requestContent: defaults of one request are not those of another", () => {
  const first = requestContent("execute_request", { code: "1" });
  first.user_expressions.x = "1";
  assert.deepEqual(requestContent("execute_request", { code: "2" }).user_expressions, {});
});

test("requestContent: names every field that is wrong", () => {
  assert.throws(
    () => requestContent("execute_request", { code: 5, silent: "yes" }),
    (error: Error) =>
      error instanceof TypeError &&
      /^execute_request: expected content/.test(error.message) &&
      /code must be string/.test(error.message) &&
      /silent must be boolean/.test(error.message),
  );
  assert.throws(() => requestContent("execute_request", {}), /required property 'code'/);
  assert.throws(
    () => requestContent("execute_request", { code: "x".repeat(1_000_001) }),
    /NOT have more than 1000000 characters/,
  );
  assert.throws(
    () => requestContent("history_request", { hist_access_type: "all" }),
    /hist_access_type/,
  );
  assert.throws(() => requestContent("complete_request", { code: "", cursor_pos: -1 }), />= 0/);
});

test("isRequestType: knows the protocol's requests and nothing of the prototype", () => {
  assert.ok(isRequestType("execute_request"));
  assert.ok(!isRequestType("constructor"));
  assert.ok(!isRequestType("execute_reply"));
});

test("toUTF16 and toCharacters: count a character outside the basic plane once", () => {
  const text = "a🙂b";
  assert.deepEqual(
    [0, 1, 2, 3].map((at) => toUTF16(text, at)),
    [0, 1, 3, 4],
  );
  assert.deepEqual(
    [0, 1, 3, 4].map((at) => toCharacters(text, at)),
    [0, 1, 2, 3],
  );
  assert.equal(toUTF16(text, 99), 4);
});
