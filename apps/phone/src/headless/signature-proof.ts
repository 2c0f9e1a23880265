import { toBase64url } from '@kazasu/bytes';
import {
  AID,
  CardError,
  type CardErrorCode,
  type CardReader,
  hasApplication,
  type Transport,
} from '@kazasu/card';
import { possessionOctets, type SignatureProof, signingMessage } from '@kazasu/provider/api';
import { documentsOf } from './documents.ts';
import { PhoneError } from './phone-error.ts';
import { type ProofParts, pinIn, proveItems, rethrow, sha256 } from './proof-part.ts';

/**
 * The documents, and the message that ties them to this transaction, signed by the signature key under one VERIFY; and the
 * items where they are asked for, whose chip then names the signature certificate.
 */
export async function signatureProof(parts: ProofParts): Promise<SignatureProof> {
  const { view, card, pins, lastTry, onStage } = parts;
  await onStage('signature');
  const inputs = documentsOf(view).map(({ input }) => input);
  const possession = possessionOctets(await sha256(signingMessage(view.challenge, inputs)));
  const { certificate, signatures } = await card
    .signWithCertificate(pinIn(pins, 'signature'), [possession, ...inputs], {
      useLastTry: lastTry.signature === true,
    })
    .catch(rethrowForSignature);
  const [signature = new Uint8Array(), ...rest] = signatures;
  const items = await proveItems(parts, certificate);
  return {
    certificate: toBase64url(certificate),
    signature: toBase64url(signature),
    signatures: rest.map(toBase64url),
    ...(items === undefined ? {} : { items }),
  };
}

/** What a card answers that does not tell which certificates it carries: it is asked for the certificate all the same. */
const DOES_NOT_TELL: readonly CardErrorCode[] = [
  'card/not-found',
  'card/file',
  'card/response',
  'card/security-status',
  'card/unexpected-status',
];

/**
 * `phone/no-certificate` for a card without a signature certificate, as children under 15 have it (facts b.2): before a
 * password is asked for that this card cannot have. Another kind of card is `card/not-found`.
 */
export async function requireSignatureCertificate(card: CardReader, transport: Transport): Promise<void> {
  if (!(await hasApplication(transport, AID.jpki))) {
    throw new CardError('card/not-found', 'no JPKI application: not a My Number Card');
  }
  const told = await card.readAvailability().catch((error: unknown) => {
    if (error instanceof CardError && DOES_NOT_TELL.includes(error.code)) return undefined;
    throw error;
  });
  if (told?.signature === false) throw noCertificate();
}

/** The card may also only show by what it lacks that nobody ever gave it a certificate. */
export function rethrowForSignature(error: unknown): never {
  if (error instanceof CardError && error.code === 'card/not-found') throw noCertificate(error);
  return rethrow('signature')(error);
}

function noCertificate(cause?: unknown): PhoneError {
  return new PhoneError('phone/no-certificate', 'the card has no signature certificate', { cause });
}
