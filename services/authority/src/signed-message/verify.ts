import { concat, fromBase64, toHex } from '@kazasu/bytes';
import {
  type Certificate,
  PHONE_SIGNATURE_PROFILE,
  type Profile,
  SIGNATURE_PROFILE,
  validatePath,
} from '@kazasu/pki';
import type { StatementRunner } from '@kazasu/server/store';
import {
  type Device,
  parseStatement,
  type SignedMessage,
  STATEMENT_SIGNED,
  type Statement,
  type StatementKind,
  statementOctets,
} from '../api.ts';
import { type CertificateRow, certificateStateOf, findCertificate } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { AuthorityError } from '../error.ts';
import { isPaddedBy, isSignedBy, sha256 } from '../key.ts';
import { HONOURED } from './message-store.ts';

const LIFETIME_MS = DIVERGENCES.messageLifetimeMs.value;
/** Clocks of phones are a little fast or slow. */
const SKEW_MS = 60_000;

/** A message that a living card has signed just now. That it is used once is the caller's to see to. */
export interface VerifiedMessage<Kind extends StatementKind> {
  readonly statement: Statement<Kind>;
  readonly octets: Uint8Array;
  /** SHA-256 (hex) of the signer's certificate. */
  readonly certificateHash: string;
  /** SHA-256 (hex) of both, so that nobody uses up another's message by signing it first. */
  readonly hash: string;
  readonly expiresAt: number;
  /** The signature certificate, as the authority knows it. */
  readonly signer: CertificateRow;
}

/**
 * Judges form, age, the certificate by path, profile and the authority's own books, and the signature. Throws
 * `signed_message_invalid`, naming the rule.
 */
export async function verifyMessage<Kind extends StatementKind>(
  deps: AuthorityDeps,
  kind: Kind,
  message: SignedMessage,
): Promise<VerifiedMessage<Kind>> {
  const now = deps.clock.now();
  const octets = fromBase64(message.statement);
  const statement = parseStatement(kind, octets);
  if (statement === undefined) return refuse('not a statement of this kind');
  const { at } = statement as Statement<'phone'>;
  if (at > now + SKEW_MS || at < now - LIFETIME_MS) refuse('the statement is not of these minutes');
  const { certificate, device } = judgedCertificate(deps, kind, fromBase64(message.certificate), now);
  const signer = await livingSigner(deps, certificate, device, now);
  if (!isStatementSignedBy(certificate.spki.encoded, kind, octets, fromBase64(message.signature))) {
    refuse('the signature is wrong');
  }
  const own = sha256(certificate.encoded);
  return {
    ...{ statement, octets, signer },
    certificateHash: toHex(own),
    hash: toHex(sha256(concat(own, octets))),
    expiresAt: at + LIFETIME_MS,
  };
}

/** Whether this key (SubjectPublicKeyInfo, DER) signed the octets of a statement in the one form that its kind has. */
export function isStatementSignedBy(
  publicKey: Uint8Array,
  kind: StatementKind,
  octets: Uint8Array,
  signature: Uint8Array,
): boolean {
  return STATEMENT_SIGNED[kind] === 'digest'
    ? isSignedBy(publicKey, octets, signature)
    : isPaddedBy(publicKey, statementOctets(sha256(octets)), signature);
}

/**
 * Uses a message up, in the transaction of what it asks for. Looks once more whether the signer lives: a certificate may
 * have ended after the message was judged, while its card lived on. Throws `signed_message_used`, `card_state`.
 */
export async function honourMessage(
  within: StatementRunner,
  { hash, expiresAt, signer }: Pick<VerifiedMessage<StatementKind>, 'hash' | 'expiresAt' | 'signer'>,
  now: number,
): Promise<void> {
  const current = await findCertificate(within, signer.issuerKeyId, signer.serial);
  if (!current || certificateStateOf(current, now) !== 'valid') {
    throw new AuthorityError('card_state', 'the certificate ended while its message was judged');
  }
  if (!(await HONOURED.use(within, hash, expiresAt))) {
    throw new AuthorityError('signed_message_used', 'the message was used already');
  }
}

/** What no clock of ours would honour any more need not be remembered. */
export async function forgetMessages(store: StatementRunner, now: number): Promise<void> {
  await HONOURED.forget(store, now - SKEW_MS);
}

/**
 * Writes a refusal down once for each message: whoever has one can send it as often as they like, and without a token.
 * A message that was refused is not used up by that.
 */
export function firstRefusalOf({
  hash,
  expiresAt,
}: Pick<VerifiedMessage<StatementKind>, 'hash' | 'expiresAt'>) {
  return (within: StatementRunner) => HONOURED.use(within, `refused ${hash}`, expiresAt);
}

/** Whose keys may sign a statement of each kind: a phone speaks for itself alone. */
const SIGNERS: { readonly [kind in StatementKind]: readonly Device[] } = {
  phone: ['card'],
  phoneEnd: ['card', 'phone'],
  consent: ['card'],
  withdrawal: ['card'],
};
const PROFILES: { readonly [device in Device]: Profile } = {
  card: SIGNATURE_PROFILE,
  phone: PHONE_SIGNATURE_PROFILE,
};

/** By path and profile, as every verifier would; the profile says in which device the key is. */
function judgedCertificate(deps: AuthorityDeps, kind: StatementKind, der: Uint8Array, time: number) {
  const anchors = deps.hierarchy.all.filter(({ role }) => role === 'signature').map((ca) => ca.certificate);
  for (const device of SIGNERS[kind]) {
    const profile = PROFILES[device];
    const { verdict, certificate } = validatePath({ certificate: der, anchors, time, profile });
    if (verdict === 'valid' && certificate !== undefined) return { certificate, device };
  }
  return refuse(`no signature certificate of a ${SIGNERS[kind].join(' or a ')}`);
}

/** In the authority's own books, which no list is fresher than. */
async function livingSigner(
  deps: AuthorityDeps,
  { issuerKeyId = '', serial }: Certificate,
  device: Device,
  time: number,
): Promise<CertificateRow> {
  const known = await findCertificate(deps.store, issuerKeyId, serial);
  if (known?.device !== device || certificateStateOf(known, time) !== 'valid') {
    return refuse('the certificate is revoked, on hold or has run out');
  }
  return known;
}

function refuse(rule: string): never {
  throw new AuthorityError('signed_message_invalid', rule);
}
