/** Numbers below 2^32 that follow from the seed alone: xorshift, good enough to choose with. */
export type Draw = (below: number) => number;

export function drawFrom(seed: number): Draw {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Characters that mean something to one parser or another, and some that only look like it. */
const ODD = [
  '"', '\\', '{', '}', '[', ']', ':', ',', '.', '=', '&', '%', '+', ';', ' ', '\t', '\n', '\r', '\0', '-', '/', '~', '|', '<', '>',
  '%00', '%ff', '%u0041', '\u00e9', '\ud800', '\u{1f600}', '\u202e', '\ufeff', '__proto__', 'null', '1e999', '-0', 'A'.repeat(70),
]; // biome-ignore format: a list of single characters

const LONGEST = 40_000;

/** Of a valid input something near it: what is cut, doubled, moved, put in, or nested. */
export function mutate(text: string, others: readonly string[], draw: Draw): string {
  let changed = text;
  for (let times = 1 + draw(3); times > 0; times -= 1) changed = once(changed, others, draw);
  return changed.slice(0, LONGEST);
}

function once(text: string, others: readonly string[], draw: Draw): string {
  const from = draw(text.length + 1);
  const to = from + draw(Math.min(40, text.length - from + 1));
  const [before, piece, behind] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  const odd = ODD[draw(ODD.length)] ?? '';
  const other = others[draw(others.length)] ?? '';
  switch (draw(9)) {
    case 0:
      return before + behind;
    case 1:
      return before + piece + piece + behind;
    case 2:
      return before + odd + behind;
    case 3:
      return before + odd.repeat(1 + draw(2000)) + piece + behind;
    case 4:
      return behind + piece + before;
    case 5:
      return before + other.slice(draw(other.length + 1)) + behind;
    case 6:
      return before + '['.repeat(1 + draw(3000)) + piece + behind;
    case 7:
      return before + '{"a":'.repeat(1 + draw(500)) + piece + behind;
    default:
      return before + String.fromCharCode(draw(0x10000)) + behind;
  }
}
