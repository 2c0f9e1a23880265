import type { IncomingMessage } from 'node:http';

/** Longer bodies are read by whoever bounds and paces them. */
const SHORT_OCTETS = 65_536;

/**
 * Calls back when the body has come, without reading it: until then somebody who sends slowly takes nobody's place. What is long is not
 * waited for, nor what is of unknown length beyond what is buffered. Nothing is called where the sender breaks off.
 */
export function whenArrived(request: IncomingMessage, go: () => void): void {
  const wanted = hasBody(request) ? (lengthOf(request) ?? Number.POSITIVE_INFINITY) : 0;
  if (request.complete || wanted === 0 || (wanted > SHORT_OCTETS && Number.isFinite(wanted))) {
    go();
    return;
  }
  const isHere = () =>
    request.complete ||
    request.readableLength >= wanted ||
    request.readableLength >= request.readableHighWaterMark;
  // What came in one piece with its head is there as soon as the parser is through with it.
  process.nextTick(() => {
    if (request.destroyed) return;
    if (isHere()) {
      go();
      return;
    }
    const look = () => {
      if (!isHere()) return;
      request.off('readable', look);
      go();
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
