import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { MessageCodec } from "../../src/jupyter/kernel-message.ts";

const KEY = "a key";
const HEADER = {
  msg_id: "1",
  msg_type: "execute_request",
  session: "s",
  username: "u",
  date: "2026-01-01T00:00:00Z",
  version: "5.3",
};

/** Frames of a message as any client would make them. */
function frames(parts: unknown[] = [HEADER, {}, {}, { code: "1" }], key = KEY): Buffer[] {
  const signed = parts.map((part) =>
    Buffer.from(typeof part === "string" ? part : JSON.stringify(part)),
  );
  const signature = createHmac("sha256", key).update(Buffer.concat(signed)).digest("hex");
  return [Buffer.from("id"), Buffer.from("<IDS|MSG>"), Buffer.from(signature), ...signed];
}

test("decode: reads identities, header, content and buffers of a signed message", () => {
  const message = new MessageCodec(KEY).decode([...frames(), Buffer.from([1, 2])]);
  assert.deepEqual(message.header, HEADER);
  assert.deepEqual(message.content, { code: "1" });
  assert.equal(String(message.identities[0]), "id");
  assert.deepEqual([...message.buffers[0]!], [1, 2]);
});

test("encode: signs header, parent, metadata and content in this order", () => {
  const encoded = new MessageCodec(KEY).encode({
    identities: [Buffer.from("topic")],
    type: "stream",
    parent: HEADER,
    content: { name: "stdout", text: "é" },
    buffers: [Buffer.from([7])],
  });
  const [topic, delimiter, signature, ...rest] = encoded.map((frame) => Buffer.from(frame));
  assert.equal(String(topic), "topic");
  assert.equal(String(delimiter), "<IDS|MSG>");
  const hmac = createHmac("sha256", KEY);
  for (const part of rest.slice(0, 4)) hmac.update(part);
  assert.equal(String(signature), hmac.digest("hex"));
  assert.deepEqual(JSON.parse(String(rest[1])), HEADER);
  assert.deepEqual(JSON.parse(String(rest[3])), { name: "stdout", text: "é" });
  assert.equal(JSON.parse(String(rest[0])).version, "5.4");
});

test("decode: drops what is unsigned, wrongly signed, repeated or changed", () => {
  const codec = new MessageCodec(KEY);
  const dropped = (bad: Buffer[], reason: RegExp) => assert.throws(() => codec.decode(bad), reason);
  const unsigned = frames();
  unsigned[2] = Buffer.alloc(0);
  dropped(unsigned, /no signature/);
  dropped(frames(undefined, "another key"), /wrong signature/);
  const changed = frames();
  changed[6] = Buffer.from('{"code":"2"}');
  dropped(changed, /wrong signature/);
  codec.decode(frames());
  dropped(frames(), /repeated signature/);
  const upper = frames();
  upper[2] = Buffer.from(String(upper[2]).toUpperCase());
  dropped(upper, /repeated signature/);
});

test("decode: drops what is signed but no message", () => {
  const codec = new MessageCodec(KEY);
  const dropped = (bad: Buffer[], reason: RegExp) => assert.throws(() => codec.decode(bad), reason);
  dropped([], /no delimiter/);
  dropped([Buffer.from("x")], /no delimiter/);
  dropped(frames().slice(0, 4), /too few frames/);
  dropped(frames([HEADER, {}, {}]), /too few frames/);
  dropped(frames(["{", {}, {}, {}]), /no JSON/);
  dropped(frames([HEADER, "[]", {}, {}]), /no JSON object/);
  dropped(frames([HEADER, {}, "null", {}]), /no JSON object/);
  dropped(frames([{ ...HEADER, msg_id: 5 }, {}, {}, {}]), /without msg_id/);
  dropped(frames([{}, {}, {}, {}]), /without msg_id/);
  dropped(frames([HEADER, { msg_id: "x" }, {}, {}]), /without msg_id or msg_type/);
});

test("decode: without a key nothing is checked", () => {
  const message = new MessageCodec("").decode(frames(undefined, "any"));
  assert.equal(message.header.msg_id, "1");
});

test("decode: a long session forgets old signatures, not new ones", () => {
  const codec = new MessageCodec(KEY);
  const numbered = (k: number) => frames([{ ...HEADER, msg_id: String(k) }, {}, {}, {}]);
  for (let k = 0; k < 66_000; k++) codec.decode(numbered(k));
  assert.throws(() => codec.decode(numbered(65_999)), /repeated/);
  assert.throws(() => codec.decode(numbered(1_000)), /repeated/);
  assert.equal(codec.decode(numbered(3)).header.msg_id, "3");
});
