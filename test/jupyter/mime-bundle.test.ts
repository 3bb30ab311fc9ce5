import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedBundle } from "../../src/jupyter/mime-bundle.ts";

test("checkedBundle: bytes become base64 text, lists of lines and JSON stay", () => {
  const bundle = { "image/png": new Uint8Array([1, 2, 3]), "text/html": ["a", "b"] };
  assert.deepEqual(checkedBundle(bundle), { "image/png": "AQID", "text/html": ["a", "b"] });
  const json = { "application/json": 5, "application/x+json": { a: [null] } };
  assert.deepEqual(checkedBundle(json), json);
});

test("checkedBundle: what is larger than 8 MB is left out, and the text says so", () => {
  const bundle = {
    "text/html": "x".repeat(9_000_000),
    "image/png": "A".repeat(8_000_000),
    "application/json": Array.from({ length: 5_000_000 }, () => 1),
    "text/plain": "short",
  };
  const { "text/plain": text, ...others } = checkedBundle(bundle);
  assert.deepEqual(Object.keys(others), ["image/png"]);
  assert.equal(
    text,
    "short\n" +
      "text/html (9.0 MB) is not shown: the limit is 8 MB; show a part of the value, or write it to a file\n" +
      "application/json (10.0 MB) is not shown: the limit is 8 MB; show a part of the value, or write it to a file",
  );
});

test("checkedBundle: a plain text that is too large is cut, bytes count as base64", () => {
  const cut = String(checkedBundle({ "text/plain": "y".repeat(8_000_001) })["text/plain"]);
  assert.match(
    cut,
    /^y{20000}\n\.\.\. 7980001 more characters\nthe whole of text\/plain \(8\.0 MB\)/,
  );
  const bytes = checkedBundle({ "image/png": new Uint8Array(6_000_003) });
  assert.deepEqual(Object.keys(bytes), ["text/plain"]);
  assert.match(String(bytes["text/plain"]), /^image\/png \(8\.0 MB\) is not shown/);
});
