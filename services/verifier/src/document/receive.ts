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
  /** Milliseconds without anything arriving. */
  readonly stallMs: number;
}

/**
 * Reads a document as it arrives, within its own bound and that of all together; what is declared as too large is refused
 * before anything is read, whatever passes a bound ends the stream at once, and who stops sending lets go of what was sent.
 */
export async function receive(
  { stream, length }: ArrivingDocument,
  { tenantId, gate, most, stallMs }: ReceiveOptions,
): Promise<ReceivedDocument> {
  if (length !== undefined && length > most) throw new VerifierError('body-too-large', { limit: most });
  const chunks: Uint8Array[] = [];
  let held = 0;
  const release = () => {
    gate.give(tenantId, held);
    held = 0;
  };
  try {
    for await (const chunk of unstalled(stream, stallMs)) {
      if (held + chunk.length > most) throw new VerifierError('body-too-large', { limit: most });
      gate.take(tenantId, chunk.length);
      held += chunk.length;
      chunks.push(chunk);
    }
  } catch (error) {
    release();
    throw error instanceof VerifierError ? error : new VerifierError('request-malformed', {}, error);
  }
  return { octets: concat(...chunks), release };
}

/** The same as long as something arrives; throws `document-stalled` when nothing has for so long. */
async function* unstalled(stream: ArrivingDocument['stream'], ms: number): AsyncGenerator<Uint8Array> {
  if (stream === null) return;
  const reader = stream.getReader();
  const stalled = Promise.withResolvers<never>();
  const timer = setTimeout(() => stalled.reject(new VerifierError('document-stalled')), ms);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), stalled.promise]);
      if (done) return;
      yield value;
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
    // Not waited for: who does not send does not end either.
    reader.cancel().catch(() => {});
  }
}
