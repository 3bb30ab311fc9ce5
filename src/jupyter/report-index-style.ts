/** Rules of an index beside those of every page. */
export const INDEX_STYLE = `
.faint { color: var(--faint); font-size: 0.85rem; }
.faint strong { color: var(--error-ink); }
.search input {
  font: inherit; width: 18rem; max-width: 100%; padding: 0.2rem 0.6rem; color: inherit; background: var(--panel);
  border: 1px solid var(--line); border-radius: 6px;
}
.notebooks { list-style: none; margin: 1.5rem 0; padding: 0; }
.notebooks > li {
  display: grid; grid-template-columns: 11rem 1fr; gap: 1.4rem; padding: 1.3rem 0; border-top: 1px solid var(--line);
  break-inside: avoid;
}
.notebooks > li[hidden] { display: none; }
.notebooks h2 { margin: 0 0 0.3em; padding: 0; border: 0; font-size: 1.15rem; }
.notebooks p { margin: 0.3em 0; max-width: 40rem; }
.thumbnail { text-align: center; }
.thumbnail > :is(svg, img) { max-height: 8rem; width: auto; border-radius: 4px; }
@media (max-width: 40rem) { .notebooks > li { grid-template-columns: 1fr; } .thumbnail { text-align: left; } .thumbnail:empty { display: none; } }
`;
