/** More than all the secrets of a card. */
const STDIN_MAX = 1_024;

/** Standard input to its end, or as far as secrets can go. The buffers that it came in are overwritten. */
export async function readAll(): Promise<Uint8Array> {
  const all = new Uint8Array(STDIN_MAX);
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    const fitting = chunk.subarray(0, STDIN_MAX - length);
    all.set(fitting, length);
    length += fitting.length;
    chunk.fill(0);
    if (length === STDIN_MAX) break;
  }
  const read = all.slice(0, length);
  all.fill(0);
  return read;
}
