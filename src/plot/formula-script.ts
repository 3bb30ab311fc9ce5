import { layFormulas } from "./formula-text.ts";

/**
 * Script for pages in which Vega draws figures: makes it set the formulas of typeset specifications.
 *
 * It follows the script of Vega and reads the global `vega`; nothing has to be called. Each specification
 * brings its formulas in `usermeta.damlab.formulas`. The SVG renderer draws them; the text of Unicode
 * stays in its place, unseen, for screen readers, for tooltips and for the other renderers.
 */
export const formulaScript = `(() => {
  const formulas = new Map();
  const { parse, textMetrics } = vega;
  const measure = textMetrics.width;
  const layout = (${layFormulas})(vega, (marked) => formulas.get(marked), (item, run) => {
    // Vega trims a text and shortens it to the limit of its item before measuring
    const whole = Object.create(item, { limit: { value: 0 } });
    return measure(whole, "." + run + ".") - measure(whole, "..");
  });
  vega.parse = (specification, ...rest) => {
    const own = specification.usermeta?.damlab?.formulas ?? {};
    for (const [marked, formula] of Object.entries(own)) formulas.set(marked, formula);
    return parse(specification, ...rest);
  };

  const shares = { start: 0, middle: 0.5, end: 1 };
  const element = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    return node;
  };

  function drawn(text) {
    const item = text.__data__;
    const size = item.fontSize ?? 11;
    const spans = text.querySelectorAll("tspan");
    const lines = Array.from(spans.length > 0 ? spans : [text], (line) => line.textContent);
    const baselines = layout.baselines(item, lines);
    const share = shares[text.getAttribute("text-anchor")] ?? 0;
    const group = element("g", {});
    for (const { name, value } of text.attributes) {
      if (name !== "style" && name !== "text-anchor") group.setAttribute(name, value);
    }
    group.setAttribute("class", "damlab-formula");
    group.setAttribute("pointer-events", "none");
    group.setAttribute("aria-hidden", "true");
    for (const [i, line] of lines.entries()) {
      const { pieces, width } = layout.pieces(item, line);
      for (const { x, run, formula } of pieces) {
        const [left, y] = [x - share * width, baselines[i]];
        if (formula) {
          const transform = "translate(" + left + "," + y + ") scale(" + size / 1000 + ")";
          const thickness = { "stroke-width": ((item.strokeWidth ?? 1) * 1000) / size };
          group.append(element("path", { transform, d: formula.path, ...thickness }));
        } else {
          const part = element("text", { x: left, y });
          part.textContent = run;
          group.append(part);
        }
      }
    }
    return group;
  }

  const svg = vega.renderModule("svg");
  svg.renderer = class extends svg.renderer {
    _render(...scene) {
      for (const [text, group] of this._formulas ?? []) {
        group.remove();
        text.style.removeProperty("fill-opacity");
        text.style.removeProperty("stroke-opacity");
      }
      super._render(...scene);
      this._formulas = [];
      for (const text of this._svg?.querySelectorAll("text") ?? []) {
        const marks = text.textContent.match(/\\u2060[^\\u2060]+\\u2060/g) ?? [];
        if (!marks.some((marked) => formulas.has(marked))) continue;
        const group = drawn(text);
        text.after(group);
        text.style.setProperty("fill-opacity", 0);
        text.style.setProperty("stroke-opacity", 0);
        this._formulas.push([text, group]);
      }
      return this;
    }
  };
})();`;
