import { layFormulas } from "./formula-text.ts";

/**
 * Script for pages in which Vega draws figures: makes it set the formulas of typeset specifications.
 *
 * It follows the script of Vega and reads the global `vega`; nothing has to be called. Each specification
 * brings its formulas in `usermeta.damlab.formulas`. Both renderers draw them, on the page and in the files
 * that Vega saves; in the page's SVG the text of Unicode stays in its place, unseen, for screen readers and
 * tooltips.
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
  const hasFormula = (text) =>
    (String(text).match(/\\u2060[^\\u2060]+\\u2060/g) ?? []).some((marked) => formulas.has(marked));
  const element = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    return node;
  };

  /** A group that looks like a text element of Vega. */
  function drawn(text) {
    const read = (name) => text.getAttribute(name) ?? undefined;
    const spans = Array.from(text.querySelectorAll("tspan"));
    const size = parseFloat(read("font-size"));
    const item = {
      fontSize: size,
      font: read("font-family"),
      fontStyle: read("font-style"),
      fontVariant: read("font-variant"),
      fontWeight: read("font-weight"),
      lineHeight: Number(spans[1]?.getAttribute("dy") ?? 0),
    };
    const lines = (spans.length > 0 ? spans : [text]).map((line) => line.textContent);
    const baselines = layout.baselines(item, lines);
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
        const [left, y] = [x - shares[read("text-anchor") ?? "start"] * width, baselines[i]];
        if (formula) {
          const transform = "translate(" + left + "," + y + ") scale(" + size / 1000 + ")";
          const thickness = { "stroke-width": ((read("stroke-width") ?? 1) * 1000) / size };
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
        if (!hasFormula(text.textContent)) continue;
        const group = drawn(text);
        text.after(group);
        text.style.setProperty("fill-opacity", 0);
        text.style.setProperty("stroke-opacity", 0);
        this._formulas.push([text, group]);
      }
      return this;
    }
  };
  svg.headless = class extends svg.headless {
    svg() {
      const source = super.svg();
      if (!hasFormula(source)) return source;
      const picture = new DOMParser().parseFromString(source, "image/svg+xml");
      for (const text of picture.querySelectorAll("text")) {
        if (hasFormula(text.textContent)) text.replaceWith(drawn(text));
      }
      return new XMLSerializer().serializeToString(picture);
    }
  };

  const { text } = vega.Marks;
  const drawTexts = text.draw;
  text.draw = (context, scene, bounds) => {
    const others = [];
    vega.sceneVisit(scene, (item) => {
      const isVisible = item.opacity !== 0 && (!bounds || bounds.intersects(item.bounds));
      if (!hasFormula(item.text) || item.limit > 0) others.push(item);
      else if (isVisible) paint(context, item);
    });
    drawTexts(context, Object.create(scene, { items: { value: others }, zitems: { value: null } }), bounds);
  };

  function paint(context, item) {
    const placed = {};
    text.attr((name, value) => { placed[name] = value; }, item);
    const size = item.fontSize ?? 11;
    const lines = [item.text].flat().map((line) => String(line).trim());
    const baselines = layout.baselines(item, lines);
    const opacity = item.opacity ?? 1;
    const paints = [["fill", item.fill, item.fillOpacity], ["stroke", item.stroke, item.strokeOpacity]];
    context.save();
    for (const [, kind, list] of placed.transform.matchAll(/(\\w+)\\(([^)]*)\\)/g)) {
      const [a, b] = list.split(",").map(Number);
      if (kind === "rotate") context.rotate((a * Math.PI) / 180);
      else context.translate(a, b);
    }
    context.font = vega.font(item);
    context.textAlign = "left";
    for (const [kind, colour, strength] of paints) {
      if (!colour || colour === "transparent") continue;
      context[kind + "Style"] = colour;
      context.globalAlpha = opacity * (strength ?? 1);
      for (const [i, line] of lines.entries()) {
        const { pieces, width } = layout.pieces(item, line);
        for (const { x, run, formula } of pieces) {
          const left = x - shares[placed["text-anchor"]] * width;
          if (!formula) {
            context.lineWidth = item.strokeWidth ?? 1;
            context[kind + "Text"](run, left, baselines[i]);
            continue;
          }
          context.save();
          context.translate(left, baselines[i]);
          context.scale(size / 1000, size / 1000);
          context.lineWidth = ((item.strokeWidth ?? 1) * 1000) / size;
          context[kind](new Path2D(formula.path));
          context.restore();
        }
      }
    }
    context.restore();
  }
})();`;
