import assert from "node:assert/strict";
import { test } from "node:test";
import { plainMathematics } from "../../src/plot/plain-mathematics.ts";

const cases: Record<string, string> = {
  "\\alpha_c(n)": "αc(n)",
  "\\hat m": "m̂",
  "\\bar{x}": "x̄",
  "\\tilde q": "q̃",
  "\\overline{xy}": "x̅y̅",
  "k_{50}": "k₅₀",
  "\\sigma_i\\sigma_j": "σᵢσⱼ",
  "10^{-5}": "10⁻⁵",
  "N^{n-1}": "Nⁿ⁻¹",
  "x^{2q}": "x^(2q)",
  "m^\\dagger": "m†",
  "\\sqrt{x}": "√x",
  "\\sqrt{x^2+1}/2": "√(x² + 1)/2",
  "\\sqrt[3]{x}": "³√x",
  "\\frac{a}{b}": "a/b",
  "\\frac{a+b}{2c}": "(a + b)/(2c)",
  "\\tfrac12": "1/2",
  "\\frac12\\hat m + \\frac12": "(1/2)m̂ + 1/2",
  "x\\frac ab": "x(a/b)",
  "\\sqrt{\\frac ab}": "√(a/b)",
  "e^{\\frac ab}": "e^(a/b)",
  "\\frac{\\frac ab}{c}": "(a/b)/c",
  "-1 \\le x = -y - 3": "−1 ≤ x = −y − 3",
  "a\\ge b \\approx c \\times d": "a ≥ b ≈ c × d",
  "\\langle x \\rangle \\to \\infty": "⟨x⟩ → ∞",
  "\\sum_{i=1}^N x_i": "∑ᵢ₌₁ᴺxᵢ",
  "\\prod_\\mu \\int Dz": "∏μ∫Dz",
  "\\mathcal{N}(0,1)": "N(0,1)",
  "\\mathbb{R}": "ℝ",
  "\\mathrm{erf}(x)": "erf(x)",
  "k_{\\rm B} T": "kBT",
  "\\text{load at } \\beta=1": "load at β = 1",
  "\\log N / \\log\\log N": "log N/log log N",
  "\\tanh^2(\\beta z)": "tanh²(βz)",
  "\\left(\\frac12\\right)": "(1/2)",
  "\\pm 1": "±1",
  "50\\,\\%": "50 %",
  "\\{0, 1\\}": "{0,1}",
  "\\unknown x": "unknown x",
};

test("plainMathematics: formulas become readable Unicode", () => {
  for (const [tex, plain] of Object.entries(cases)) {
    assert.equal(plainMathematics(tex).normalize("NFC"), plain.normalize("NFC"), tex);
  }
});

test("plainMathematics: no text of TeX is left over and none makes it throw", () => {
  const pieces = [
    "\\",
    "{",
    "}",
    "^",
    "_",
    "\\frac",
    "\\sqrt[",
    "\\hat",
    "x",
    "\\text{",
    "\\left.",
    " ",
  ];
  for (const a of pieces)
    for (const b of pieces)
      for (const c of pieces) {
        const tex = a + b + c;
        assert.doesNotMatch(plainMathematics(tex), /\\(?=.)|[$\ue000\ue001]/, tex);
      }
});
