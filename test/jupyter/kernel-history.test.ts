import assert from "node:assert/strict";
import { appendFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { History, historyFolder } from "../../src/jupyter/kernel-history.ts";
import { type HistoryRequest, requestContent } from "../../src/jupyter/kernel-requests.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const asked = (request: Partial<HistoryRequest>) => requestContent("history_request", request);

async function filled(folder: string, inputs: readonly string[]): Promise<History> {
  const history = await History.open(folder);
  inputs.forEach((input, k) => {
    history.add(k + 1, input, input.startsWith("x") ? `value of ${input}` : undefined);
  });
  await history.close();
  return history;
}

test("History: the tail goes back through earlier sessions, oldest first", async (t) => {
  const folder = temporaryFolder(t);
  await filled(folder, ["a = 1", "b = 2"]);
  const history = await filled(folder, ["c = 3"]);
  assert.deepEqual(await history.read(asked({ hist_access_type: "tail", n: 2 })), [
    [1, 2, "b = 2"],
    [2, 1, "c = 3"],
  ]);
  assert.equal((await history.read(asked({ hist_access_type: "tail", n: 0 }))).length, 0);
  assert.equal((await history.read(asked({ hist_access_type: "tail" }))).length, 3);
});

test("History: a range has a start, an end before which it stops, and a relative session", async (t) => {
  const folder = temporaryFolder(t);
  await filled(folder, ["a", "b", "c"]);
  const history = await filled(folder, ["d"]);
  const range = (session: number, start: number, stop: number | null) =>
    history.read(asked({ hist_access_type: "range", session, start, stop }));
  assert.deepEqual(await range(1, 2, 3), [[1, 2, "b"]]);
  assert.deepEqual(await range(-1, 2, null), [
    [1, 2, "b"],
    [1, 3, "c"],
  ]);
  assert.deepEqual(await range(0, 1, null), [[2, 1, "d"]]);
  assert.deepEqual(await range(9, 1, null), []);
});

test("History: a search takes * and ?, and on request each input once, the latest", async (t) => {
  const folder = temporaryFolder(t);
  await filled(folder, ["x + 1", "y", "x + 1"]);
  const history = await filled(folder, ["x + 2\nz", "(x)"]);
  const search = (request: Partial<HistoryRequest>) =>
    history.read(asked({ hist_access_type: "search", ...request }));
  assert.deepEqual(await search({ pattern: "x*", unique: true }), [
    [1, 3, "x + 1"],
    [2, 1, "x + 2\nz"],
  ]);
  assert.deepEqual(await search({ pattern: "?x?" }), [[2, 2, "(x)"]]);
  assert.deepEqual(await search({ pattern: "x*", n: 1 }), [[2, 1, "x + 2\nz"]]);
  assert.deepEqual(await search({ pattern: "(*", output: true }), [[2, 2, ["(x)", null]]]);
  assert.deepEqual(await search({ pattern: "x + 2*", output: true }), [
    [2, 1, ["x + 2\nz", "value of x + 2\nz"]],
  ]);
});

test("History: a search with many stars takes no more than a walk through the text", async (t) => {
  const history = await filled(temporaryFolder(t), ["a".repeat(20_000), "ab", "xaxbx"]);
  const search = async (pattern: string) =>
    (await history.read(asked({ hist_access_type: "search", pattern }))).map(([, line]) => line);
  assert.deepEqual(await search(`${"*a".repeat(20)}*b`), []);
  assert.deepEqual(await search("*a*b*"), [2, 3]);
  assert.deepEqual(await search("ab"), [2]);
  assert.deepEqual(await search("a*a"), [1]);
  assert.deepEqual(await search("?b"), [2]);
});

test("History: kernels that start at once get sessions of their own, and private files", async (t) => {
  const folder = temporaryFolder(t);
  const all = await Promise.all(Array.from({ length: 8 }, () => History.open(folder)));
  all.forEach((history, k) => {
    history.add(1, `input ${k}`, undefined);
  });
  await Promise.all(all.map((history) => history.close()));
  const rows = await all[0]!.read(asked({ hist_access_type: "tail" }));
  assert.deepEqual(
    rows.map(([session]) => session),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.equal(new Set(rows.map(([, , input]) => input)).size, 8);
  for (const name of readdirSync(folder)) {
    assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name);
  }
});

test("History: a line cut off by a crash is passed over, an unused session leaves no file", async (t) => {
  const folder = temporaryFolder(t);
  await filled(folder, ["a"]);
  appendFileSync(join(folder, "1.jsonl"), '{"line": 2, "inp');
  const history = await filled(folder, []);
  assert.deepEqual(await history.read(asked({ hist_access_type: "tail" })), [[1, 1, "a"]]);
  assert.deepEqual(readdirSync(folder), ["1.jsonl"]);
});

test("History: a folder that cannot be made costs only the memory across sessions", async (t) => {
  const file = join(temporaryFolder(t), "file");
  writeFileSync(file, "");
  const history = await History.open(join(file, "history"));
  history.add(1, "a", undefined);
  await history.close();
  assert.deepEqual(await history.read(asked({ hist_access_type: "tail" })), [[1, 1, "a"]]);
});

test("historyFolder: an environment variable wins over the folder of the user's data", () => {
  assert.equal(historyFolder({ DAMLAB_HISTORY: "/h" }, "/home/a"), "/h");
  assert.equal(historyFolder({ XDG_DATA_HOME: "/d" }, "/home/a"), "/d/damlab/history");
  assert.equal(historyFolder({}, "/home/a"), "/home/a/.local/share/damlab/history");
});
