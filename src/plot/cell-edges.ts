/** Both ends of the cell around each centre; half-way to its neighbours, symmetric at the rim. */
export function cellEdges(
  centres: readonly (string | number)[],
  scale: "cells" | "linear" | "log",
): Map<number, readonly [number, number]> | undefined {
  if (scale === "cells") return undefined;
  const [to, from] = scale === "log" ? [Math.log, Math.exp] : [Number, Number];
  const at = (centres as number[]).map((centre) => to(centre));
  const between = (i: number) => (at[i]! + at[i + 1]!) / 2;
  return new Map(
    (centres as number[]).map((centre, i) => {
      const halfBelow = i > 0 ? at[i]! - between(i - 1) : undefined;
      const halfAbove = i + 1 < at.length ? between(i) - at[i]! : undefined;
      const below = halfBelow ?? halfAbove ?? 0.5;
      const above = halfAbove ?? halfBelow ?? 0.5;
      return [centre, [from(at[i]! - below), from(at[i]! + above)]];
    }),
  );
}
