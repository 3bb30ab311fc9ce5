import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import { type Channel, KernelClient } from "../support/kernel-client.ts";

const ROUNDS = 10_000;
const CHANNELS: readonly Channel[] = ["shell", "control", "stdin"];
const TYPES = [
  "execute_request",
  "inspect_request",
  "complete_request",
  "is_complete_request",
  "history_request",
  "comm_info_request",
  "comm_open",
  "comm_msg",
  "comm_close",
  "debug_request",
  "input_reply",
  "kernel_info_request",
  "no_such_request",
  "execute_reply",
  "__proto__",
];
const FIELDS = "code silent store_history user_expressions allow_stdin cursor_pos detail_level "
  .concat(
    "hist_access_type session start stop n pattern comm_id target_name data command seq value __proto__",
  )
  .split(" ");
const VALUES: unknown[] = [
  null,
  true,
  -1,
  1e308,
  0.5,
  "",
  "tail",
  "search",
  "\u0000",
  "[[[",
  "*".repeat(40),
  [],
  [[]],
  {},
  { __proto__: null, constructor: 1 },
  "😀".repeat(100),
];

/** Of replies; the last four are those of is_complete. */
const STATUSES = ["ok", "error", "aborted", "complete", "incomplete", "invalid", "unknown"];

const rng = stream(3);
const pick = <T>(values: readonly T[]): T => values[Math.floor(rng.uniform() * values.length)]!;

let kernel: KernelClient;
before(async () => {
  kernel = await KernelClient.start();
  await kernel.execute("1");
});
after(async () => {
  assert.equal(await kernel.close(), 0);
});

/** Content whose fields have wrong types, code excepted: what runs is not the matter here. */
function wrongContent(): Record<string, unknown> {
  const names = Array.from({ length: Math.floor(rng.uniform() * 5) }, () => pick(FIELDS));
  const content = Object.fromEntries(names.map((name) => [name, pick(VALUES)]));
  return "code" in content ? { ...content, code: pick<unknown>([5, null, [], "", "  "]) } : content;
}

/** Signed frames of which one is not what it should be. */
function malformed(): Uint8Array[] {
  const { frames } = kernel.frames(pick(TYPES), wrongContent());
  const broken: ((frames: Uint8Array[]) => Uint8Array[])[] = [
    (frames) => frames.slice(0, Math.floor(rng.uniform() * frames.length)),
    (frames) => [...frames, ...Array.from({ length: 20 }, () => Buffer.from("buffer"))],
    (frames) => frames.map((frame, k) => (k === 1 ? Buffer.alloc(0) : frame)),
    (frames) => frames.map((frame, k) => (k === 1 ? randomBytes(64) : frame)),
    (frames) => frames.map((frame, k) => (k === 1 ? Buffer.from("0".repeat(64)) : frame)),
    (frames) => frames.map((frame, k) => (k === 3 ? Buffer.from("{") : frame)),
    (frames) => [...frames].reverse(),
    () => [randomBytes(1 + Math.floor(rng.uniform() * 500))],
    () => signed("{", "{}", "{}", "{}"),
    () => signed("[]", "{}", "{}", "{}"),
    () => signed(JSON.stringify({ msg_id: 5, msg_type: [] }), "{}", "{}", "{}"),
    () => signed(header(), "null", "{}", "{}"),
    () => signed(header(), "{}", "{}", `{"code": ${"[".repeat(5000)}${"]".repeat(5000)}}`),
    () => signed(header(), "{}", "{}", JSON.stringify(wrongContent())),
  ];
  return pick(broken)([...frames]);
}

const header = () =>
  JSON.stringify({ msg_id: String(rng.uniform()), msg_type: pick(TYPES), session: 1, date: {} });
const signed = (...parts: string[]) => kernel.sign(parts.map((part) => Buffer.from(part)));

test(`kernel: ${ROUNDS} bad messages get an error or silence, and the next good one its answer`, async () => {
  const asked: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const channel = pick(CHANNELS);
    if (rng.uniform() < 0.5) {
      const type = pick(TYPES);
      const id = await kernel.send(channel, type, wrongContent());
      if (type.endsWith("_request") && channel !== "stdin") asked.push(id);
    } else {
      await kernel.sendRaw(channel, malformed());
    }
    if (round % 1000 === 999) {
      assert.equal((await kernel.execute(`${round} + 1`)).value, String(round + 1));
      kernel.published.length = 0;
    }
  }
  for (const id of asked) {
    const { status, evalue, ename } = (await kernel.reply(id)).content;
    assert.ok(STATUSES.includes(String(status)), `${status}: ${ename} ${evalue}`);
    if (status === "error") assert.notEqual(String(evalue), "undefined");
  }
  assert.ok(asked.length > 1000);
});

test("kernel: frames of 50 MB, unsigned, wrongly signed and signed, do it no harm", async () => {
  const big = Buffer.alloc(50_000_000, "x");
  const { frames } = kernel.frames("execute_request", { code: "1" });
  const delimiter = frames[0]!;
  await kernel.sendRaw("shell", [big]);
  await kernel.sendRaw("shell", [delimiter, Buffer.alloc(0), big, big, big, big]);
  await kernel.sendRaw("shell", [
    delimiter,
    Buffer.from("0".repeat(64)),
    ...frames.slice(2, 5),
    big,
  ]);
  await kernel.sendRaw("control", [...frames, big]);
  const code = `"${"x".repeat(50_000_000)}"`;
  const { reply } = await kernel.execute(code);
  assert.equal(reply.status, "error");
  assert.match(String(reply.evalue), /code must NOT have more than 1000000 characters/);
  assert.equal((await kernel.execute("20 + 22")).value, "42");
});

test("kernel: of a flood of bad messages only some lines are logged", () => {
  const lines = kernel.stderr.split("\n").filter((line) => line.includes("dropped a message"));
  assert.ok(lines.length > 3 && lines.length < 150, `${lines.length} lines`);
});
