import assert from "node:assert/strict";
import { test } from "node:test";
import {
  retrievalTrajectories,
  type Trajectories,
} from "../../src/dynamics/retrieval-trajectories.ts";
import { retrieve } from "../../src/dynamics/retrieve.ts";
import type { TrajectoryOptions } from "../../src/dynamics/trajectory-options.ts";
import {
  type DenseAssociativeMemory,
  denseAssociativeMemory,
  energy,
} from "../../src/models/dense-associative-memory.ts";
import { distinctIndices } from "../../src/models/distinct-indices.ts";
import { formula } from "../../src/models/formula.ts";
import {
  exponential,
  type Interaction,
  power,
  rectifiedPower,
} from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { overlaps, patternsFromRows, row } from "../../src/patterns/patterns.ts";
import { startAtOverlap } from "../../src/patterns/start-at-overlap.ts";
import { stream } from "../../src/random/stream.ts";
import { type Form, literalFields } from "../support/literal-fields.ts";
import { rowsOf } from "../support/near-tie.ts";

/** A memory near its capacity and starts at all overlaps, so that states settle, cycle or wander. */
function settingOf(P: number, N: number, interaction: Interaction, B: number) {
  const patterns = independent(P, N, stream(1, "trajectories", P, N));
  const memory = denseAssociativeMemory(patterns, interaction);
  const targets = Array.from({ length: B }, (_, b) => b % P);
  const starts = targets.map((mu, b) =>
    startAtOverlap(row(patterns, mu), (b + 1) / B, stream(1, "trajectories", "start", b)),
  );
  return { memory, starts, targets };
}

/** Every state after every step: `next` of the one before. */
function assertFollows(
  { memory, starts, targets }: ReturnType<typeof settingOf>,
  result: Trajectories,
  next: (state: Int8Array, b: number, t: number) => Int8Array,
  label: string,
): void {
  const { steps } = result;
  const { patterns } = memory;
  const { N } = patterns;
  starts.forEach((start, b) => {
    const seen = [start];
    for (let t = 0; t < steps; t++) seen.push(next(seen[t], b, t));
    const same = (t: number, s: number) => seen[t].every((x, i) => x === seen[s][i]);
    const course = seen.map((state) => overlaps(patterns, state)[targets[b]]);
    const from = b * (steps + 1);
    assert.deepEqual(Array.from(result.overlaps.subarray(from, from + steps + 1)), course, label);
    assert.deepEqual(result.states.slice(b * N, (b + 1) * N), seen[steps], label);
    const times = seen.map((_, t) => t).slice(0, steps);
    assert.equal(
      result.fixedAt[b],
      times.findIndex((t) => same(t, t + 1)),
      label,
    );
    const cycles = times.slice(0, -1).map((t) => same(t, t + 2) && !same(t, t + 1));
    assert.equal(result.cycleAt[b], cycles.indexOf(true), label);
    if (!result.correlations) return;
    for (let t = 0; t <= steps; t++) {
      for (let s = 0; s <= steps; s++) {
        const C = seen[t].reduce((sum, x, i) => sum + x * seen[s][i], 0) / N;
        assert.equal(result.correlations[(from + t) * (steps + 1) + s], C, label);
      }
    }
  });
}

test("retrievalTrajectories: synchronous steps are the signs of fields in big integers, all forms", () => {
  let settled = 0;
  let cycles = 0;
  for (const [n, P, N] of [
    [2, 20, 33],
    [3, 60, 40],
    [3, 90, 66],
    [4, 150, 34],
  ]) {
    for (const form of ["difference", "derivative", "distinct"] as const) {
      for (const selfCoupling of form === "distinct" ? [false] : [false, true]) {
        const setting = settingOf(P, N, power(n), 5);
        const rows = rowsOf(setting.memory.patterns);
        const options = { steps: 10, form, selfCoupling, targets: setting.targets };
        const result = retrievalTrajectories(setting.memory, setting.starts, {
          ...options,
          correlations: true,
        });
        const step = (state: Int8Array) => {
          const fields = literalFields(rows, state, n, form as Form, selfCoupling);
          return state.map((s, i) => (fields[i] < 0n ? -s : s));
        };
        assertFollows(setting, result, step, `n = ${n}, N = ${N}, ${form}, self ${selfCoupling}`);
        settled += result.fixedAt.filter((t) => t >= 0).length;
        cycles += result.cycleAt.filter((t) => t >= 0).length;
      }
    }
  }
  assert.ok(settled > 10 && cycles > 3, `${settled} settled, ${cycles} in two-cycles`);
});

test("retrievalTrajectories: each update without temperature is that of retrieve", () => {
  for (const [P, N, interaction] of [
    [6, 33, power(2)],
    [100, 40, power(3)],
    [90, 70, rectifiedPower(3)],
    [90, 70, exponential(0.3)],
  ] as const) {
    const setting = settingOf(P, N, interaction, 9);
    const { memory, starts, targets } = setting;
    const rng = stream(1, "as retrieve");
    const updates: Partial<TrajectoryOptions>[] = [
      { update: "synchronous" },
      { update: "asynchronous" },
      { update: "asynchronous", rng },
    ];
    for (const [k, { update = "synchronous" }] of updates.entries()) {
      const options = { steps: 12, targets, ...updates[k] };
      const result = retrievalTrajectories(memory, starts, options);
      const courses = starts.map((start, b) => {
        const seen = [Int8Array.from(start)];
        const { period } = retrieve(memory, start, {
          update,
          maxSweeps: 12,
          onSweep: (_, state) => seen.push(Int8Array.from(state)),
          ...(k === 2 && { rng: rng.split("state", b, "order") }),
        });
        while (period !== null && seen.length <= 12) seen.push(seen[seen.length - period]);
        return seen;
      });
      assertFollows(setting, result, (_, b, t) => courses[b][t + 1], `${interaction.name}, ${k}`);
    }
  }
});

test("retrievalTrajectories: energies are those of the states, and never rise one spin at a time", () => {
  for (const [interaction, form] of [
    [power(3), "difference"],
    [rectifiedPower(3), "difference"],
    [exponential(0.2), "difference"],
    [power(3), "distinct"],
  ] as const) {
    const { memory, starts } = settingOf(120, 40, interaction, 9);
    const F = form === "distinct" ? distinctIndices(3, 40) : interaction;
    const meant = denseAssociativeMemory(memory.patterns, F);
    for (const update of ["synchronous", "asynchronous"] as const) {
      const options = { form, update, steps: 9, energies: true };
      const { energies, states } = retrievalTrajectories(memory, starts, options);
      for (const [b, start] of starts.entries()) {
        const course = Array.from(energies!.subarray(10 * b, 10 * b + 10));
        for (const [E, expected] of [
          [course[0], energy(meant, start)],
          [course[9], energy(meant, states.subarray(40 * b, 40 * b + 40))],
        ]) {
          // Sums of 120 rounded terms in two orders; those of integers are exact.
          const error = meant.table.exact ? 0 : 120 * 2 ** -52 * Math.abs(expected);
          assert.ok(Math.abs(E - expected) <= error, `${F.name}: ${E} for ${expected}`);
        }
        if (update === "synchronous") continue;
        assert.ok(course.every((E, t) => t === 0 || E <= course[t - 1]));
      }
    }
  }
});

test("retrievalTrajectories: energies at every step are those of the states then", () => {
  const { memory, starts } = settingOf(150, 40, power(3), 9);
  for (const update of ["synchronous", "asynchronous"] as const) {
    const all = retrievalTrajectories(memory, starts, { update, steps: 7, energies: true });
    for (let steps = 1; steps < 7; steps++) {
      const { states } = retrievalTrajectories(memory, starts, { update, steps });
      starts.forEach((_, b) => {
        const E = energy(memory, states.subarray(40 * b, 40 * b + 40));
        assert.equal(all.energies![8 * b + steps], E);
      });
    }
  }
});

test("retrievalTrajectories: a state's course does not depend on the states beside it", () => {
  const { memory, starts, targets } = settingOf(150, 40, power(3), 70);
  const cases: Partial<TrajectoryOptions>[] = [
    {},
    { form: "derivative", selfCoupling: true },
    { update: "asynchronous" },
    { temperature: 0.3, rng: stream(1, "beside") },
    { temperature: 0.3, rng: stream(1, "beside"), update: "asynchronous" },
  ];
  for (const options of cases) {
    const run = (count: number) =>
      retrievalTrajectories(memory, starts.slice(0, count), {
        ...options,
        steps: 6,
        targets: targets.slice(0, count),
        energies: true,
      });
    const all = run(70);
    for (const count of [1, 2, 7, 65]) {
      const some = run(count);
      assert.deepEqual(some.overlaps, all.overlaps.slice(0, 7 * count));
      assert.deepEqual(some.energies, all.energies!.slice(0, 7 * count));
      assert.deepEqual(some.states, all.states.slice(0, 40 * count));
    }
    if (options.temperature) continue;
    starts.forEach((start, b) => {
      const alone = retrievalTrajectories(memory, [start], {
        ...options,
        steps: 6,
        targets: [targets[b]],
      });
      assert.deepEqual(alone.overlaps, all.overlaps.slice(7 * b, 7 * b + 7));
      assert.deepEqual([alone.fixedAt[0], alone.cycleAt[0]], [all.fixedAt[b], all.cycleAt[b]]);
    });
  }
});

test("retrievalTrajectories: temperature to 0 ends at the course without temperature", () => {
  const { memory, starts, targets } = settingOf(151, 40, power(3), 8);
  const rng = stream(1, "to zero");
  for (const update of ["synchronous", "asynchronous"] as const) {
    const options = { update, order: "fixed", steps: 6, targets } as const;
    const cold = retrievalTrajectories(memory, starts, { ...options, temperature: 1e-300, rng });
    const zero = retrievalTrajectories(memory, starts, options);
    assert.deepEqual(cold.overlaps, zero.overlaps);
    assert.deepEqual(cold.states, zero.states);
    assert.deepEqual(cold.fixedAt, zero.fixedAt);
    assert.deepEqual(cold.cycleAt, zero.cycleAt);
    const warm = retrievalTrajectories(memory, starts, { ...options, temperature: 0.3, rng });
    assert.notDeepEqual(warm.overlaps, zero.overlaps);
  }
});

test("retrievalTrajectories: derivative and difference are one dynamics at order 2", () => {
  const { memory, starts, targets } = settingOf(12, 60, power(2), 8);
  for (const update of ["synchronous", "asynchronous"] as const) {
    for (const selfCoupling of [false, true]) {
      for (const temperature of [0, 0.4]) {
        const rng = stream(1, "order 2");
        const options = { update, selfCoupling, temperature, rng, steps: 6, targets };
        const difference = retrievalTrajectories(memory, starts, options);
        const derivative = retrievalTrajectories(memory, starts, {
          ...options,
          form: "derivative",
        });
        assert.deepEqual(derivative.overlaps, difference.overlaps);
        const distinct = retrievalTrajectories(memory, starts, {
          ...options,
          selfCoupling: false,
          form: "distinct",
        });
        // Two spins differ in energy by twice their coupling, with or without the constant N.
        if (!selfCoupling) assert.deepEqual(distinct.overlaps, difference.overlaps);
      }
    }
  }
});

test("retrievalTrajectories: a two-cycle is told and goes on", () => {
  // Two spins with coupling −1, both up: each wants to be opposite to the other.
  const rows = [
    [1, -1],
    [-1, 1],
  ];
  const memory = denseAssociativeMemory(patternsFromRows(rows), power(2));
  const options = { steps: 5, correlations: true, energies: true };
  const result = retrievalTrajectories(memory, [[1, 1]], options);
  assert.equal(result.cycleAt[0], 0);
  assert.equal(result.fixedAt[0], -1);
  assert.deepEqual(Array.from(result.states), [-1, -1]);
  assert.deepEqual(Array.from(result.correlations!.subarray(0, 6)), [1, -1, 1, -1, 1, -1]);
  assert.deepEqual(Array.from(result.energies!), new Array(6).fill(result.energies![0]));
});

test("retrievalTrajectories: a self term that freezes states is told, one that does not is not", () => {
  const warningOf = (interaction: Interaction, options: Partial<TrajectoryOptions>) => {
    const { memory, starts } = settingOf(200, 30, interaction, 3);
    return retrievalTrajectories(memory, starts, { steps: 3, ...options });
  };
  assert.equal(warningOf(power(4), {}).warning, null);
  assert.equal(warningOf(power(2), { selfCoupling: true }).warning, null);
  assert.equal(warningOf(power(3), { selfCoupling: true }).warning, null);
  // Mean of x·x³ over random overlaps is 3N² − 2N, so the ratio is P (3N − 2) / N³ with derivatives.
  const frozen = warningOf(power(4), { selfCoupling: true, form: "derivative" });
  const ratio = ((200 * (3 * 30 - 2)) / 30 ** 3).toPrecision(3);
  assert.equal(
    frozen.warning,
    `the self term of power(4) is ${ratio} times the field of a stored pattern at P = 200, N = 30 and holds spins where they are; leave selfCoupling out`,
  );
  assert.equal(warningOf(formula("x^3 + x"), { selfCoupling: true }).warning, null);
  for (const F of [rectifiedPower(3), exponential(0.1), formula("x^4")]) {
    assert.match(warningOf(F, { selfCoupling: true }).warning!, /the self term of/);
  }
});

test("retrievalTrajectories: bad input is refused by name with the numbers and the remedy", () => {
  const { memory, starts } = settingOf(10, 20, power(3), 2);
  const run = (options: unknown, states: unknown = starts, of: DenseAssociativeMemory = memory) =>
    retrievalTrajectories(of, states as Int8Array[], options as TrajectoryOptions);
  const cases: [() => unknown, RegExp][] = [
    [() => run({ steps: 0 }), /expected an integer steps >= 1, got 0/],
    [() => run({ steps: 1.5 }), /expected an integer steps >= 1, got 1.5/],
    [() => run({}), /expected a number steps, got none/],
    [() => run(undefined), /expected options such as \{ steps: 20 \}, got none/],
    [() => run({ steps: 2 }, []), /expected at least one state, got 0/],
    [() => run({ steps: 2 }, starts[0]), /expected a list of states, got .*\[state\]/],
    [() => run({ steps: 2 }, null), /expected a list of states, got null/],
    [() => run({ steps: 2 }, [starts[0], [1, -1]]), /start 1: .* length N = 20, got 2/],
    [() => run({ steps: 2 }, [starts[0].map(() => 0)]), /start 0: expected spins \+1 or -1, got 0/],
    [() => run({ steps: 2 }, starts, {} as never), /a memory such as dense.*, got \{\}/],
    [() => run({ steps: 2, targets: [0] }), /one target for each of 2 states, got 1/],
    [() => run({ steps: 2, targets: [0, 10] }), /targets 0 … 9, .* got 10 for state 1/],
    [() => run({ steps: 2, temperature: -1 }), /finite temperature >= 0, got -1/],
    [() => run({ steps: 2, temperature: Number.NaN }), /finite temperature >= 0, got NaN/],
    [() => run({ steps: 2, temperature: "1" }), /expected a number temperature, got "1"/],
    [() => run({ steps: 2, temperature: 0.5 }), /an rng at temperature 0.5 > 0, got none; give/],
    [() => run({ steps: 2, order: "random" }), /an rng for order "random", got none; give rng/],
    [() => run({ steps: 2, update: "parallel" }), /update "synchronous" or "asynchronous", got/],
    [() => run({ steps: 2, form: "direct" }), /form "difference", "derivative" or "distinct", got/],
    [() => run({ steps: 2, order: "any" }), /order "fixed" or "random", got "any"/],
    [() => run({ steps: 2, fieldUnit: "one" }), /fieldUnit "flip" or "power", got "one"/],
    [
      () => run({ steps: 2, form: "distinct", selfCoupling: true }),
      /no selfCoupling with form "distinct", .* got true; leave selfCoupling out/,
    ],
    [
      () => run({ steps: 20_000, correlations: true }),
      /at most 1 GiB, got 6.0 GiB for 2 states of N = 20 spins and 20000 steps; .*correlations out/,
    ],
  ];
  for (const [call, message] of cases) {
    assert.throws(call, (error: Error) => {
      assert.match(error.message, /^retrievalTrajectories: /);
      assert.match(error.message, message);
      return true;
    });
  }
  const other = denseAssociativeMemory(memory.patterns, exponential(50));
  assert.throws(
    () => run({ steps: 2, form: "distinct" }, starts, other),
    /expected power\(n\) with form "distinct", got exponential\(50\); use form "difference"/,
  );
  assert.throws(
    () => run({ steps: 2, fieldUnit: "power" }, starts, other),
    /expected power\(n\) or rectifiedPower\(n\) with fieldUnit "power", got exponential\(50\)/,
  );
  assert.throws(() => run({ steps: 2, energies: true }, starts, other), /energies below 1.8e308/);
});
