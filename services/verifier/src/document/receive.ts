import { concat } from '@kazasu/bytes';
import { VerifierError } from '../error.ts';
import type { ArrivingDocument } from '../openapi/index.ts';
import type { DocumentGate } from './gate.ts';

/** A document in memory, and the way to let go of it. */
export interface ReceivedDocument {
  readonly octets: Uint8Array<ArrayBuffer>;
  release(): void;
}

/**
 * Reads a document as it arrives, within its own bound and that of all together; what is declared as too large is refused
 * before anything is read, and whatever passes a bound ends the stream at once.
 */
export async function receive(
  { stream, length }: ArrivingDocument,
  gate: DocumentGate,
  most: number,
): Promise<ReceivedDocument> {
  if (length !== undefined && length > most) throw new VerifierError('body-too-large', { limit: most });
  const chunks: Uint8Array[] = [];
  let held = 0;
  const release = () => {
    gate.give(held);
    held = 0;
  };
  try {
    for await (const chunk of stream ?? []) {
      if (held + chunk.length > most) throw new VerifierError('body-too-large', { limit: most });
      gate.take(chunk.length);
      held += chunk.length;
      chunks.push(chunk);
    }
  } catch (error) {
    release();
    throw error instanceof VerifierError ? error : new VerifierError('request-malformed', {}, error);
  }
  return { octets: concat(...chunks), release };
}
