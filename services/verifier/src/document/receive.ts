import { concat } from '@kazasu/bytes';
import { VerifierError } from '../error.ts';
import type { ArrivingDocument } from '../openapi/index.ts';
import type { DocumentGate } from './gate.ts';

/** A document in memory, and the way to let go of it. */
export interface ReceivedDocument {
  readonly octets: Uint8Array<ArrayBuffer>;
  release(): void;
}

export interface ReceiveOptions {
  readonly tenantId: string;
  readonly gate: DocumentGate;
  /** Octets of one document. */
  readonly most: number;
  /** Milliseconds in which as many octets arrive as make the least rate, or the rest of the document. */
  readonly stallMs: number;
  /** Octets a second. */
  readonly rateMin: number;
}

/**
 * Reads a document as it arrives, within its own bound and that of all together; what is declared as too large is refused
 * before anything is read, whatever passes a bound ends the stream at once, and who stops sending, or sends too slowly at any time, lets go
 * of what was sent.
 */
export async function receive(
  { stream, length }: ArrivingDocument,
  { tenantId, gate, most, ...pace }: ReceiveOptions,
): Promise<ReceivedDocument> {
  if (length !== undefined && length > most) throw new VerifierError('body-too-large', { limit: most });
  const chunks: Uint8Array[] = [];
  const { take, release } = gate.open(tenantId, length);
  let octets = 0;
  try {
    for await (const chunk of unstalled(stream, pace)) {
      octets += chunk.length;
      if (octets > most) throw new VerifierError('body-too-large', { limit: most });
      take(chunk.length);
      chunks.push(chunk);
    }
  } catch (error) {
    release();
    throw error instanceof VerifierError ? error : new VerifierError('request-malformed', {}, error);
  }
  return { octets: concat(...chunks), release };
}

/** The same as long as enough arrives; throws `document-stalled` when it has not. What came fast before does not count. */
async function* unstalled(
  stream: ArrivingDocument['stream'],
  { stallMs, rateMin }: Pick<ReceiveOptions, 'stallMs' | 'rateMin'>,
): AsyncGenerator<Uint8Array> {
  if (stream === null) return;
  const enough = (rateMin * stallMs) / 1_000;
  let arrived = 0;
  const reader = stream.getReader();
  const stalled = Promise.withResolvers<never>();
  const timer = setTimeout(() => stalled.reject(new VerifierError('document-stalled')), stallMs);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), stalled.promise]);
      if (done) return;
      yield value;
      arrived += value.length;
      if (arrived < enough) continue;
      arrived = 0;
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
    // Not waited for: who does not send does not end either.
    reader.cancel().catch(() => {});
  }
}
