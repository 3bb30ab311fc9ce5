/** Number of data marks of one type ("symbol", "rule", "line", "rect", "text") in SVG text of Vega. */
export function countMarks(svg: string, type: string): number {
  const groups = svg.matchAll(new RegExp(`class="mark-${type} role-mark[^>]*[^/]>(.*?)</g>`, "g"));
  return [...groups].reduce(
    (sum, [, body]) => sum + body!.split(/<(?=path|line|text|image)/).length - 1,
    0,
  );
}
