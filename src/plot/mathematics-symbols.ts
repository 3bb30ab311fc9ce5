/** Pairs of a macro of TeX and the character that stands for it, in one text. */
function pairs(text: string): ReadonlyMap<string, string> {
  const words = text.trim().split(/\s+/);
  return new Map(
    Array.from({ length: words.length / 2 }, (_, i) => [words[2 * i]!, words[2 * i + 1]!]),
  );
}

/** Letters and signs that stand as they are. */
export const letters = pairs(`
  alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
  lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ
  varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ
  Omega Ω infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ forall ∀
  exists ∃ neg ¬ lnot ¬ angle ∠ triangle △ prime ′ dagger † ddagger ‡ star ⋆ ast ∗ circ ∘ bullet •
  ldots … dots … cdots ⋯ dotsc … vdots ⋮ degree ° langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉
  lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ | ‖ { { } } lbrace { rbrace } lbrack [ rbrack ]
  sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ top ⊤ bot ⊥
  backslash \\ $ $ % % & & # # _ _ S § P ¶ imath ı jmath ȷ colon : checkmark ✓
`);

/** Operators between two terms. */
export const operators = pairs(`
  times × cdot ⋅ div ÷ pm ± mp ∓ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧
  vee ∨ lor ∨
`);

/** Relations between two sides. */
export const relations = pairs(`
  le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅
  equiv ≡ propto ∝ lesssim ≲ gtrsim ≳ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ to →
  rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔
  implies ⇒ mapsto ↦ longrightarrow ⟶ uparrow ↑ downarrow ↓ perp ⊥ parallel ∥ mid ∣ doteq ≐ triangleq ≜
`);

/** Signs over a letter, as combining characters. */
export const accents = new Map([
  ["hat", "\u0302"],
  ["widehat", "\u0302"],
  ["bar", "\u0304"],
  ["overline", "\u0305"],
  ["underline", "\u0332"],
  ["tilde", "\u0303"],
  ["widetilde", "\u0303"],
  ["dot", "\u0307"],
  ["ddot", "\u0308"],
  ["vec", "\u20d7"],
  ["check", "\u030c"],
  ["breve", "\u0306"],
  ["acute", "\u0301"],
  ["grave", "\u0300"],
]);

const zip = (plain: string, other: string): ReadonlyMap<string, string> => {
  const characters = [...other];
  return new Map([...plain].map((character, i) => [character, characters[i]!]));
};

/** Characters that exist raised. */
export const raised = zip(
  "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθϕφχ′°∗*†",
  "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵠᵡ′°**†",
);

/** Characters that exist lowered. */
export const lowered = zip(
  "0123456789+−=()aehijklmnoprstuvxβγρϕφχ",
  "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵩᵪ",
);

/** Capitals with a double stroke that exist in every font. */
export const doubleStruck = zip("CHNPQRZ", "ℂℍℕℙℚℝℤ");
