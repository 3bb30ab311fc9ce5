/** Attributes that change nothing in a picture which is only looked at. */
const silent =
  / (?:opacity="1"|pointer-events="[^"]*"|aria-hidden="[^"]*"|aria-roledescription="[^"]*"|role="graphics-[^"]*"|transform="translate\(0,0\)")/g;

/** Shapes that draw nothing. */
const empty =
  /<path class="(?:background|foreground)"(?: [\w-]+="[^"]*")*? d="(?:M0,0h0v0h0Z)?"\/>/g;

/**
 * The same picture in fewer characters: without attributes that state defaults and shapes that draw nothing,
 * the font named once.
 *
 * @param svg  as drawn by `toSVG`, in text
 */
export function compactSVG(svg: string): string {
  const font = /<text[^>]* font-family="([^"]*)"/.exec(svg)?.[1];
  const plain = svg
    .replace(/<(?:[^<>"]|"[^"]*")*>/g, (tag) =>
      tag.startsWith("<svg") ? tag : without(tag.replace(silent, ""), font),
    )
    .replace(empty, "");
  return font === undefined ? plain : plain.replace("<svg ", `<svg font-family="${font}" `);
}

function without(tag: string, font: string | undefined): string {
  return font === undefined ? tag : tag.replace(` font-family="${font}"`, "");
}
