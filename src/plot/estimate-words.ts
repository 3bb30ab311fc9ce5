/** A number in words, to six significant digits and with a real minus sign. */
export function numberWords(value: number): string {
  return String(Number(value.toPrecision(6))).replaceAll("-", "−");
}

/** "1.037 ± 0.026": the error to two digits, the value to the same decimals; the bare value without error. */
export function estimateWords(value: number, error: number): string {
  if (!(error > 1e-9 * Math.abs(value))) return numberWords(value);
  const decimals = decimalsOf(error);
  return `${fixed(value, decimals)} ± ${fixed(error, decimals)}`;
}

/** "[0.982, 1.091]": both ends to the decimals that two digits of half the width need. */
export function intervalWords({ lo, hi }: { readonly lo: number; readonly hi: number }): string {
  if (!(hi - lo > 1e-9 * Math.abs(lo))) return `[${numberWords(lo)}, ${numberWords(hi)}]`;
  const decimals = decimalsOf((hi - lo) / 2);
  return `[${fixed(lo, decimals)}, ${fixed(hi, decimals)}]`;
}

function decimalsOf(error: number): number {
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error))));
}

function fixed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace("-", "−");
}

/** Parts joined by semicolons, with a line break before a part that would make a line too long. */
export function wrapped(parts: readonly string[], most = 88): string {
  const lines: string[] = [];
  for (const part of parts.filter((words) => words !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 2 <= most) {
      lines[lines.length - 1] = `${last}; ${part}`;
    } else {
      lines.push(part);
    }
  }
  return lines.join("\n");
}
