const corners = [0, 1, 2, 3, 4].map((k) => {
  const angle = ((k - 1.25) * 2 * Math.PI) / 5;
  return [round(32 + 20 * Math.cos(angle)), round(33 + 20 * Math.sin(angle))];
});
const lines = corners.flatMap(([x, y], k) =>
  corners.slice(k + 1).map(([u, v]) => `M${x} ${y}L${u} ${v}`),
);
const nodes = corners.map(
  ([x, y], k) => `<circle cx="${x}" cy="${y}" r="6" fill="${k === 0 ? "#ffb000" : "#ffffff"}"/>`,
);

/** The picture that front ends show beside the kernel's name: five spins, each coupled to all others. SVG, 64 × 64. */
export const kernelLogo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">' +
  '<rect width="64" height="64" fill="#24579e"/>' +
  `<path d="${lines.join("")}" stroke="#b9d0f0" stroke-width="2" fill="none"/>` +
  `${nodes.join("")}</svg>\n`;

function round(x: number): number {
  return Math.round(10 * x) / 10;
}
