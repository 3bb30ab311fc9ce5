/**
 * Cells that use the names of each other in every way that types know. No name is declared twice,
 * so that together they are one file. Those that a compiler refuses begin with a `console.log`.
 */
export const TYPED_CELLS: [about: string, code: string][] = [
  [
    "generics",
    "function first<T>(rows: readonly T[]): T | undefined { return rows[0]; }\nconst pair = <A, B>(a: A, b: B) => [a, b] as const;",
  ],
  [
    "generics used",
    "const one = first([1, 2]);\nconst both = pair('a', true);\nconst wrong1: string = both[0];",
  ],
  ["generics used wrongly", "console.log('ran');\n  const wrong: number = pair('a', 1)[0];"],
  ["a possibly missing value", "console.log('ran'); first(['a']).length;"],
  [
    "constraints",
    "const longest = <T extends { length: number }>(a: T, b: T) => a.length > b.length ? a : b;",
  ],
  ["constraints broken", "console.log('ran');\n\nlongest(1, 2);"],
  [
    "class with private fields",
    "class Counter {\n  #count = 0;\n  private hidden = 1;\n  protected shared = this.hidden;\n  static made = 0;\n  readonly name: string;\n  constructor(name: string) { this.name = name; }\n  next() { return ++this.#count; }\n}",
  ],
  ["class used", "const counter = new Counter('a');\nconst n: number = counter.next();"],
  ["private member", "console.log('ran'); counter.hidden;"],
  ["private name", "console.log('ran'); counter.#count;"],
  ["readonly member", "console.log('ran');\ncounter.name = 'b';"],
  [
    "subclass",
    "class Loud extends Counter { override next() { return super.next() * this.shared; } }",
  ],
  [
    "subclass broken",
    "console.log('ran');\nclass Bad extends Counter { override next() { return 'x'; } }",
  ],
  [
    "abstract class",
    "abstract class Figure { abstract area(): number; twice() { return 2 * this.area(); } }",
  ],
  ["abstract class made", "console.log('ran');\nnew Figure();"],
  [
    "abstract class extended",
    "class Square extends Figure { constructor(readonly side: number) { super(); } area() { return this.side ** 2; } }",
  ],
  ["abstract member missing", "console.log('ran'); class Nothing extends Figure {}"],
  ["enum", "enum Level { Low = 1, High = 2 }\nconst enum Flag { Off, On }"],
  ["enum used", "const level: Level = Level.High;\nconst flag = Flag.On as Flag;"],
  ["enum broken", "console.log('ran'); const off: Level.Low = Level.High;"],
  [
    "namespace",
    "namespace Units { export interface Length { metres: number } export const km = (k: number): Length => ({ metres: 1000 * k }); }",
  ],
  ["namespace used", "const far: Units.Length = Units.km(3);\nfar.metres.toFixed(1);"],
  ["namespace broken", "console.log('ran'); Units.miles(3);"],
  [
    "type-only import",
    "import type { Stats } from 'node:fs';\nimport { type ParsedPath, parse } from 'node:path';",
  ],
  [
    "type-only import used",
    "const parsed: ParsedPath = parse('/a/b.c');\nlet stats: Stats | undefined;",
  ],
  ["type-only import as a value", "console.log('ran'); new Stats();"],
  ["interface", "interface Row { id: number; name?: string; readonly tags: readonly string[] }"],
  [
    "interface used",
    "const row: Row = { id: 1, tags: ['x'] };\nconst length1 = row.name?.length ?? 0;",
  ],
  ["interface broken", "console.log('ran');\nconst bad: Row = { id: '1', tags: [], more: 1 };"],
  ["readonly array", "console.log('ran'); row.tags.push('y');"],
  [
    "conditional type",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text of a cell.
    "type Unwrap<T> = T extends Promise<infer U> ? U : T;\ntype Keys<T> = { [K in keyof T as `get${Capitalize<string & K>}`]: () => T[K] };",
  ],
  [
    "conditional type used",
    "const plain: Unwrap<Promise<number>> = 1;\ndeclare const getters: Keys<Row>;",
  ],
  ["conditional type broken", "console.log('ran'); const plain2: Unwrap<Promise<string>> = 1;"],
  [
    "discriminated union",
    "type Answer = { ok: true; value: number } | { ok: false; reason: string };\nconst ask = (x: number): Answer => x > 0 ? { ok: true, value: x } : { ok: false, reason: 'small' };\nconst answer = ask(1);",
  ],
  ["narrowing", "if (answer.ok) answer.value.toFixed(); else answer.reason.length;"],
  ["narrowing forgotten", "console.log('ran'); answer.value;"],
  [
    "narrowing of a let",
    "let text: string | number = process.argv.length > 99 ? 'a' : 1;\ntext = 5 as string | number;\nif (typeof text === 'string') text.length;",
  ],
  ["narrowing of a let forgotten", "console.log('ran'); text.length;"],
  [
    "overloads",
    "function double(x: number): number;\nfunction double(x: string): string;\nfunction double(x: number | string) { return typeof x === 'number' ? 2 * x : x + x; }",
  ],
  ["overloads used", "const four: number = double(2);\nconst aa: string = double('a');"],
  ["overloads broken", "console.log('ran');\ndouble(true);"],
  [
    "satisfies",
    "const palette = { red: [255, 0, 0], blue: '#00f' } satisfies Record<string, string | number[]>;",
  ],
  ["satisfies used", "palette.red.map((x) => x + 1);\npalette.blue.toUpperCase();"],
  [
    "satisfies broken",
    "console.log('ran'); palette.blue.map; const q = { a: 1 } satisfies Record<string, string>;",
  ],
  [
    "destructuring with defaults",
    "const { a: renamed = 'none', b: { c = 1 } = {}, ...rest } = {} as { a?: string; b?: { c?: number }; d?: boolean };\nconst [x0, , x2 = 'z', ...xs] = [1, 2] as (number | string | undefined)[];",
  ],
  ["destructuring used", "renamed.length; c.toFixed(); rest.d;"],
  ["destructuring broken", "console.log('ran'); rest.a;\nx0.length;"],
  [
    "tuples",
    "const point: [x: number, y: number, label?: string] = [1, 2];\nconst triple = [1, 'a', true] as const;",
  ],
  ["tuples broken", "console.log('ran'); point[3];\ntriple[0] = 2;"],
  [
    "literal unions",
    "type Side = 'left' | 'right';\nlet side: Side = 'left' as Side;\nfunction opposite(s: Side): Side { return s === 'left' ? 'right' : 'left'; }",
  ],
  ["literal unions used", "side = opposite(side);"],
  ["literal unions broken", "console.log('ran'); side = 'up';\nopposite('down');"],
  [
    "async functions",
    "async function load(id: number) { return { id, name: 'x' }; }\nconst loaded = await load(1);",
  ],
  ["async functions used", "loaded.name.length;\nconst later: Promise<{ id: number }> = load(2);"],
  ["await forgotten", "console.log('ran'); load(3).name;"],
  [
    "generators",
    "function* count(to: number): Generator<number, string, boolean | undefined> { for (let i = 0; i < to; i++) if (yield i) return 'stopped'; return 'done'; }\nasync function* slow() { yield 'a'; yield 'b'; }",
  ],
  [
    "generators used",
    "for (const i of count(3)) i.toFixed();\nfor await (const s of slow()) s.length;",
  ],
  ["generators broken", "console.log('ran'); for (const s of slow()) s;"],
  ["let assigned later", "let total = 0;\nlet name2: string;"],
  ["let assigned", "total += 1; name2 = 'set';"],
  ["let assigned wrongly", "console.log('ran'); total = 'many';\ntotal++;"],
  ["const assigned", "console.log('ran'); four = 5;"],
  [
    "class and namespace merged",
    "class Box { value = 1; }\nnamespace Box { export const empty = new Box(); }",
  ],
  ["merged used", "Box.empty.value.toFixed();"],
  [
    "this types",
    "class Chain { steps: string[] = []; add(s: string): this { this.steps.push(s); return this; } }\nclass Longer extends Chain { more() { return this.add('more'); } }",
  ],
  ["this types used", "new Longer().add('a').more().steps.length;"],
  ["unique symbols", "const tag = Symbol('tag');\nconst tagged = { [tag]: 1 };"],
  ["unique symbols used", "const tagValue: number = tagged[tag];"],
  ["implicit any", "console.log('ran'); const untyped = (x) => x;"],
  ["unknown name", "console.log('ran');\n\n   undeclared + one;"],
  [
    "type guards",
    "function isText(x: unknown): x is string { return typeof x === 'string'; }\nfunction assertText(x: unknown): asserts x is string { if (typeof x !== 'string') throw new TypeError(); }",
  ],
  [
    "type guards used",
    "const thing: unknown = 'a';\nif (isText(thing)) thing.length;\nassertText(thing);\nthing.toUpperCase();",
  ],
  ["assertion kept", "thing.length;"],
  [
    "const narrowed by a throw",
    "const found = new Map([['a', 1]]).get('a');\nif (found === undefined) throw new Error('missing');",
  ],
  ["const narrowed by a throw, used", "found.toFixed();\nconst more = () => found + 1;"],
  ["const narrowed in a later cell", "const maybeRow = [row].find((r) => r.id === 1);"],
  ["const narrowed in a later cell, narrowing", "if (!maybeRow) throw new Error('none');"],
  ["const narrowed in a later cell, used", "maybeRow.id.toFixed();"],
  ["let narrowed by assignment", "let best: Row | undefined;\nbest = row;"],
  ["let narrowed by assignment, used", "best.id;"],
  ["let widened again", "best = undefined as Row | undefined;"],
  ["let widened again, used", "console.log('ran'); best.id;"],
  ["evolving array", "const rows1 = [];\nrows1.push(1);"],
  ["evolving array, used", "rows1.push('a'); rows1.length;"],
  [
    "unions of functions",
    "const act: ((x: number) => void) | ((x: string) => void) = (x: number) => {};",
  ],
  ["unions of functions, used", "act(1);"],
  [
    "expected error",
    "// @ts-expect-error\nconst wrongly: number = 'x';\n// @ts-ignore\nconst ignored: number = 'x';",
  ],
  [
    "expected error missing",
    "console.log('ran');\n// @ts-expect-error\nconst rightly: number = 1;",
  ],
];
