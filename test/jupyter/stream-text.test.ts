import assert from "node:assert/strict";
import { test } from "node:test";
import { StreamText, shortened } from "../../src/jupyter/stream-text.ts";

function written(...parts: string[]): string {
  return writtenAll(parts);
}

function writtenAll(parts: readonly string[]): string {
  const text = new StreamText();
  for (const part of parts) text.add(part);
  return text.toString();
}

test("StreamText: a carriage return overwrites as on a terminal", () => {
  assert.equal(written("10 %\r20 %"), "20 %");
  assert.equal(written("a\n10 %\r", "9 %\nb"), "a\n9 %%\nb");
  assert.equal(written("long text\rshort"), "shorttext");
  assert.equal(written("one\r\ntwo\r", "", "\nthree"), "one\ntwo\nthree");
});

test("StreamText: how a text is cut into writes does not matter", () => {
  const text = "ab\rc\n\r\nxyz\rq\r\r\nend\rE";
  for (let cut = 0; cut <= text.length; cut++) {
    assert.equal(written(text.slice(0, cut), text.slice(cut)), written(text), `cut at ${cut}`);
  }
});

test("StreamText: of many lines the first and last are kept, and the dropped ones are counted", () => {
  const lines = Array.from({ length: 300_000 }, (_, k) => `line ${k}\n`);
  const text = writtenAll(lines);
  assert.ok(text.length < 800_000 && text.length > 500_000, `${text.length} characters`);
  const [, head, dropped, tail] = /^(.*)… (\d+) lines dropped …\n(.*)$/s.exec(text)!;
  const [first, last] = [head!, tail!].map((part) => part.split("\n").slice(0, -1));
  assert.equal(first!.length + Number(dropped) + last!.length, lines.length);
  assert.ok(lines.join("").startsWith(head!));
  assert.ok(lines.join("").endsWith(tail!));
});

test("StreamText: one endless line is bounded too", () => {
  const text = writtenAll(Array.from({ length: 3000 }, () => "x".repeat(1000)));
  assert.ok(text.length < 800_000, `${text.length} characters`);
  assert.match(text, /^x{250000}\n… \d+ lines dropped …\nx{250000}/);
  assert.match(written("x".repeat(1e6), "\nend\n"), /dropped …\nx+\nend\n$/);
});

test("shortened: short texts stay, long ones are cut between lines and say how many are gone", () => {
  const short = "x".repeat(500_000);
  assert.equal(shortened(short), short);
  const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`);
  const text = shortened(lines.join(""));
  const kept = text.split("\n").slice(0, -1);
  const notice = kept.findIndex((line) => line.startsWith("…"));
  assert.equal(kept[notice], `… ${100_000 - (kept.length - 1)} lines dropped …`);
  assert.deepEqual(
    kept.slice(0, notice),
    lines.slice(0, notice).map((line) => line.trimEnd()),
  );
  const rest = kept.length - notice - 1;
  assert.deepEqual(
    kept.slice(-rest),
    lines.slice(-rest).map((line) => line.trimEnd()),
  );
  assert.ok(text.length > 499_900 && text.length < 500_050, `${text.length}`);
});

test("shortened: a long line is cut between characters", () => {
  const text = shortened(`x${"😀".repeat(400_000)}`);
  const [head, notice, tail] = text.split("\n");
  for (const part of [head!, tail!]) assert.doesNotMatch(part, /\p{Surrogate}/u);
  assert.equal(Number(/\d+/.exec(notice!)?.[0]), 800_001 - head!.length - tail!.length);
  assert.equal(notice!.replace(/\d+/, "n"), "… n characters dropped …");
});
