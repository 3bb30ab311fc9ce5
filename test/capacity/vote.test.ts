import assert from "node:assert/strict";
import { test } from "node:test";
import { allOf, majorityOf, parseVote, singleVote } from "../../src/capacity/vote.ts";

test("vote: ballots and what is needed of them", () => {
  assert.deepEqual(singleVote(), { name: "single", ballots: 1, needed: 1 });
  assert.deepEqual(majorityOf(5), { name: "majority:5", ballots: 5, needed: 3 });
  assert.deepEqual(allOf(10), { name: "all:10", ballots: 10, needed: 10 });
});

test("parseVote: reads back every printed name and refuses others", () => {
  for (const vote of [singleVote(), majorityOf(3), allOf(4)]) {
    assert.deepEqual(parseVote(vote.name), vote);
  }
  for (const text of ["", "one", "single:2", "majority", "all:", "all:x", "majority:-3"]) {
    assert.throws(() => parseVote(text), {
      name: "RangeError",
      message: `parseVote: expected single, majority:K or all:K, got ${JSON.stringify(text)}`,
    });
  }
  assert.throws(() => parseVote("majority:4"), {
    message: "majorityOf: expected an odd integer k >= 1, got 4",
  });
  assert.throws(() => allOf(0), /allOf: expected an integer k >= 1, got 0/);
});
