/** The longest body that two octets of length can announce. */
export const BODY_MAX = 0xffff;

/** Puts the length in front: one piece, so that the other side's delayed acknowledgement never waits between two. */
export function frame(body: Uint8Array): Uint8Array<ArrayBuffer> {
  if (body.length > BODY_MAX) throw new RangeError('longer than a frame');
  const framed = new Uint8Array(2 + body.length);
  framed.set([body.length >> 8, body.length & 0xff]);
  framed.set(body, 2);
  return framed;
}

/**
 * Cuts a stream of octets into bodies, however it is chopped: the reader's driver sends length and body apart, and
 * TCP promises nothing. Holds at most one frame that is not complete. Bodies are copies: a PIN in one can be overwritten.
 */
export function createFrameReader(): (chunk: Uint8Array) => Uint8Array<ArrayBuffer>[] {
  let rest = new Uint8Array();
  return (chunk) => {
    let at = 0;
    const held = new Uint8Array(rest.length + chunk.length);
    held.set(rest);
    held.set(chunk, rest.length);
    rest.fill(0);
    const bodies: Uint8Array<ArrayBuffer>[] = [];
    for (;;) {
      const length = bodyLengthAt(held, at);
      if (length === undefined || at + 2 + length > held.length) break;
      bodies.push(held.slice(at + 2, at + 2 + length));
      at += 2 + length;
    }
    rest = held.slice(at);
    held.fill(0);
    return bodies;
  };
}

function bodyLengthAt(octets: Uint8Array, at: number): number | undefined {
  const [high, low] = octets.subarray(at, at + 2);
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}
