/** Sums of table entries by the bytes of four paths. */
// @ts-ignore: decorator
@inline
export function lookUp(tables: usize, from: usize, last: u32): v128 {
  let bytes = load<u32>(from);
  let a = load<f32>(tables + ((bytes & 255) << 2));
  let b = load<f32>(tables + (((bytes >> 8) & 255) << 2));
  let c = load<f32>(tables + (((bytes >> 16) & 255) << 2));
  let d = load<f32>(tables + ((bytes >> 24) << 2));
  for (let g: u32 = 0; g < last; g++) {
    tables += 1024;
    from += 16;
    bytes = load<u32>(from);
    a += load<f32>(tables + ((bytes & 255) << 2));
    b += load<f32>(tables + (((bytes >> 8) & 255) << 2));
    c += load<f32>(tables + (((bytes >> 16) & 255) << 2));
    d += load<f32>(tables + ((bytes >> 24) << 2));
  }
  const x = f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(a), 1, b), 2, c);
  return f32x4.replace_lane(x, 3, d);
}

/**
 * Adds 16 float32 at `lanes` to the histograms over the bytes of their paths; a bin is four numbers that take turns,
 * for frozen paths share their bins and one sum alone waits for every addition.
 */
// @ts-ignore: decorator
@inline
export function addToHistograms(lanes: usize, histograms: usize, bits: usize, last: u32): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const a = <f64>load<f32>(lanes + (lane << 2));
    const b = <f64>load<f32>(lanes + (lane << 2), 4);
    const c = <f64>load<f32>(lanes + (lane << 2), 8);
    const d = <f64>load<f32>(lanes + (lane << 2), 12);
    let histogram = histograms;
    let from = bits + lane;
    for (let g: u32 = 0; g <= last; g++, histogram += 8192, from += 16) {
      const bytes = load<u32>(from);
      const first = histogram + ((bytes & 255) << 5);
      store<f64>(first, load<f64>(first) + a);
      const second = histogram + (((bytes >> 8) & 255) << 5);
      store<f64>(second, load<f64>(second, 8) + b, 8);
      const third = histogram + (((bytes >> 16) & 255) << 5);
      store<f64>(third, load<f64>(third, 16) + c, 16);
      const fourth = histogram + ((bytes >> 24) << 5);
      store<f64>(fourth, load<f64>(fourth, 24) + d, 24);
    }
  }
}

/** Writes sums of the four numbers of every bin over the histograms, one after the other. */
export function foldHistograms(histograms: usize, bins: u32): void {
  let out = histograms;
  for (let bin: u32 = 0; bin < bins; bin++, histograms += 32, out += 8) {
    const first = load<f64>(histograms) + load<f64>(histograms, 8);
    const second = load<f64>(histograms, 16) + load<f64>(histograms, 24);
    store<f64>(out, first + second);
  }
}
