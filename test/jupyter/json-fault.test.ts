import assert from "node:assert/strict";
import { test } from "node:test";
import { findJsonFault } from "../../src/jupyter/json-fault.ts";
import { stream } from "../../src/random/stream.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("findJsonFault: names line, column, what is expected and what is found", () => {
  const faults: [string, string][] = [
    ["", "1:1 a value, the end of the file"],
    ['{"a": 1,}', '1:9 a name in double quotes, "}"'],
    ['{"a": 1\n "b": 2}', '2:2 "," or "}", "\\"b\\""'],
    ["[1, 2\n", '2:1 "," or "]", the end of the file'],
    ['{"a" 1}', '1:6 ":", "1"'],
    ["[1]\n[2]", '2:1 the end of the file, "["'],
    ["{'a': 1}", "1:2 a name in double quotes, \"'a'\""],
    ['["tab\there"]', '1:2 a string that is closed and escaped, "\\"tab"'],
    ["[01]", '1:3 "," or "]", "1"'],
    ["[NaN]", '1:2 a value, "NaN"'],
    ["[1] // no", '1:5 the end of the file, "//"'],
  ];
  for (const [text, expected] of faults) {
    const fault = findJsonFault(text)!;
    assert.equal(`${fault.line}:${fault.column} ${fault.expected}, ${fault.found}`, expected, text);
  }
});

test("findJsonFault: finds a fault exactly where JSON.parse refuses the text", () => {
  const sample = '{"a":[1,-2.5e3,1E+2,true,null,"x\\n\\u00e9"],\n "b":{},"c":[],"d":{"e":""}}';
  const pieces = ['"', ",", ":", "[", "]", "{", "}", "\\", "0", "e", "-", ".", " ", "\n", "x", "é"];
  const random = stream(1, "json");
  let refused = 0;
  for (let trial = 0; trial < 3000; trial++) {
    const at = Math.floor(random.uniform() * sample.length);
    const piece = pieces[Math.floor(random.uniform() * pieces.length)];
    const length = Math.floor(random.uniform() * 3);
    const text = sample.slice(0, at) + piece + sample.slice(at + length);
    assert.equal(findJsonFault(text) === undefined, isJson(text), text);
    if (!isJson(text)) refused++;
  }
  assert.ok(refused > 1000 && refused < 3000, `${refused} of 3000 texts refused`);
});

test("findJsonFault: a text of any depth is read", () => {
  const depth = 100_000;
  assert.equal(findJsonFault("[".repeat(depth) + "]".repeat(depth)), undefined);
  assert.equal(findJsonFault("[".repeat(depth))?.column, depth + 1);
});
