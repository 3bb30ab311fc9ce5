const beta = 2;

/** Mean-field flow of the overlaps with two orthogonal patterns: dm/dt = −m + ⟨ξ tanh(β ξ·m)⟩ at β = 2. */
export function flow(m1: number, m2: number): readonly [number, number] {
  const [sum, difference] = [Math.tanh(beta * (m1 + m2)), Math.tanh(beta * (m1 - m2))];
  return [(sum + difference) / 2 - m1, (sum - difference) / 2 - m2];
}

/** States along the flow in steps of 0.1, until time 20. */
export function trajectory(m1: number, m2: number): { readonly m1: number; readonly m2: number }[] {
  const path = [{ m1, m2 }];
  for (let step = 0; step < 200; step++) {
    const [d1, d2] = flow(m1, m2);
    m1 += 0.1 * d1;
    m2 += 0.1 * d2;
    path.push({ m1, m2 });
  }
  return path;
}

/** Six digits, so that stored specifications do not depend on the last bits of tanh. */
const short = (value: number) => Number(value.toPrecision(6)) + 0;

const grid = (count: number, reach: number) =>
  Array.from({ length: count }, (_, i) =>
    Number(((reach * (2 * i + 1 - count)) / (count - 1)).toPrecision(6)),
  );

/** Start points and the pattern they end at; the diagonals, which end at mixtures, are no starts. */
export const startRows = grid(15, 1).flatMap((m1) =>
  grid(15, 1).flatMap((m2) => {
    if (Math.abs(m1) === Math.abs(m2)) return [];
    const end = trajectory(m1, m2).at(-1)!;
    const isFirst = Math.abs(end.m1) > Math.abs(end.m2);
    const name = `${(isFirst ? end.m1 : end.m2) > 0 ? "+" : "−"}ξ${isFirst ? "¹" : "²"}`;
    return [{ m1, m2, end: name }];
  }),
);

export const flowRows = grid(7, 1).flatMap((m1) =>
  grid(7, 1).map((m2) => {
    const [dm1, dm2] = flow(m1, m2);
    return { m1, m2, dm1: short(dm1), dm2: short(dm2) };
  }),
);

function root(map: (m: number) => number): number {
  let m = 1;
  for (let step = 0; step < 200; step++) m = map(m);
  return short(m);
}

const stable = root((m) => Math.tanh(beta * m));
const mixed = root((m) => Math.tanh(2 * beta * m) / 2);

export const fixedPointRows = [
  { m1: 0, m2: 0, kind: "unstable" },
  ...[1, -1].flatMap((sign) => [
    { m1: sign * stable, m2: 0, kind: "stable" },
    { m1: 0, m2: sign * stable, kind: "stable" },
    { m1: sign * mixed, m2: mixed, kind: "saddle" },
    { m1: sign * mixed, m2: -mixed, kind: "saddle" },
  ]),
];

export const trajectoryRows = [
  [0.1, 0.9],
  [0.9, 0.7],
  [-0.9, 0.8],
  [-0.6, -0.9],
].flatMap(([m1, m2], path) =>
  trajectory(m1!, m2!)
    .filter((_, step) => step % 10 === 0)
    .map((state) => ({ m1: short(state.m1), m2: short(state.m2), path })),
);

export const boundaryRows = [
  { m1: -1, m2: -1, line: "m₁ = m₂" },
  { m1: 1, m2: 1, line: "m₁ = m₂" },
  { m1: -1, m2: 1, line: "m₁ = −m₂" },
  { m1: 1, m2: -1, line: "m₁ = −m₂" },
];
