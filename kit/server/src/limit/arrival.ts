import type { IncomingMessage } from 'node:http';

/** Longer bodies are not all buffered: they are read by whoever bounds them, in the {@link Arrival} `begun`. */
const SHORT_OCTETS = 65_536;

/** Whether all of it is here, or only as much as is buffered of something longer. */
export type Arrival = 'whole' | 'begun';

/**
 * Calls back when the body has come, without reading it: until then somebody who sends slowly takes nobody's place. Of what is longer than
 * is buffered, or of unknown length, that much must have come. Nothing is called where the sender breaks off.
 */
export function whenArrived(request: IncomingMessage, go: (arrival: Arrival) => void): void {
  const wanted = hasBody(request) ? (lengthOf(request) ?? Number.POSITIVE_INFINITY) : 0;
  if (request.complete || wanted === 0) {
    go('whole');
    return;
  }
  const arrived = (): Arrival | undefined => {
    if (request.complete || request.readableLength >= wanted) return 'whole';
    return request.readableLength >= Math.min(SHORT_OCTETS, request.readableHighWaterMark)
      ? 'begun'
      : undefined;
  };
  // What came in one piece with its head is there as soon as the parser is through with it.
  process.nextTick(() => {
    if (request.destroyed) return;
    const here = arrived();
    if (here !== undefined) {
      go(here);
      return;
    }
    const look = () => {
      const now = arrived();
      if (now === undefined) return;
      request.off('readable', look);
      go(now);
    };
    request.on('readable', look);
  });
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Octets; undefined without a declared length. */
function lengthOf({ headers }: IncomingMessage): number | undefined {
  const declared = headers['content-length'];
  return declared === undefined ? undefined : Number(declared);
}

/** Whether so much may come that the connection is better ended than read to the end. */
export function isLong(request: IncomingMessage): boolean {
  return hasBody(request) && (lengthOf(request) ?? Number.POSITIVE_INFINITY) > SHORT_OCTETS;
}
