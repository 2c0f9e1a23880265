/**
 * The contract between the phone app and the provider. Binary values are base64url without padding (RFC 4648
 * section 5). Every body is JSON; the transaction is named by `Authorization: Bearer <transactionToken>` after
 * `open`, so no identifier stands in a URL.
 */
import * as v from 'valibot';

/** Relative to the provider's base (`http://localhost:4001/api`). All `POST`. */
export const APP_PATHS = {
  /** OpenRequest → AppTransaction, in state `scanned` where a QR code was read. Uses the code up: a second open is refused. */
  open: '/app/transactions/open',
  /** no body → AppTransaction with fresh digits; only in state `scanned`, and not without end. */
  match: '/app/transactions/match',
  /** no body → AppTransaction: more time for a person who needs it, while nothing is decided, and not without end. */
  extend: '/app/transactions/extend',
  /** no body → AppTransaction: where things stand, after a reload. */
  resume: '/app/transactions/resume',
  /** CardProof → AppTransaction in state `proved`, or a problem. */
  proof: '/app/transactions/proof',
  /** SignatureProof → AppTransaction in state `proved`, or a problem. In place of `proof` when there is something to sign. */
  signature: '/app/transactions/signature',
  /** Decision → AppTransaction in state `approved` or `declined`. Declining is possible from any open state. */
  decision: '/app/transactions/decision',
} as const;

/** What a link or a QR code carries in the fragment of the phone's address: `<phone>/#open=<code>`. */
export const FRAGMENT_KEY = 'open';
const Token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/));
export const OpenRequest = v.object({
  code: Token,
  /** The session of a holder who has unlocked the app (holder.ts): what is handed over then stands in their history. */
  holder: v.optional(Token),
});

export const ItemName = v.picklist(['name', 'address', 'birthdate', 'gender']);
/** The four items, in the order in which they are always shown. */
export type ItemName = v.InferOutput<typeof ItemName>;

/**
 * The states of a transaction. `waiting` is before a phone opened it; `scanned` once a phone has read the QR code, until the six
 * digits that it shows have been typed into the browser that began; `opened` waits for the card, `proved` for the
 * person's decision; the rest are final: `finished` once the browser has fetched its answer.
 */
export const TransactionState = v.picklist([
  'waiting',
  'scanned',
  'opened',
  'proved',
  'approved',
  'declined',
  'failed',
  'expired',
  'finished',
]);
export type TransactionState = v.InferOutput<typeof TransactionState>;

/** What the card signs, in clear: see challenge.ts. */
export const Challenge = v.object({
  issuer: v.string(),
  clientId: v.string(),
  /** Origin of the redirect URI. */
  origin: v.string(),
  transaction: v.string(),
  nonce: v.string(),
  /** Milliseconds since 1970. */
  expiresAt: v.number(),
});
export type Challenge = v.InferOutput<typeof Challenge>;

const Binary = (max: number) => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(max));

/** At most so many documents are signed at once. */
export const DOCUMENTS_MAX = 16;

export const DocumentToSign = v.object({
  /** What the card pads and signs as it is: a SHA-256 (32 bytes), or its DigestInfo (51 bytes). */
  input: Binary(68),
  /** As the relying party calls it; nobody vouches for it. */
  name: v.optional(v.string()),
});
export type DocumentToSign = v.InferOutput<typeof DocumentToSign>;

/**
 * Which way the phone came: `link` from this device, `qr` from another one, `substitute` where a sandbox plays the phone and the
 * card (sandbox.ts).
 */
export const OpenedBy = v.picklist(['link', 'qr', 'substitute']);
export type OpenedBy = v.InferOutput<typeof OpenedBy>;

/** What is known of the browser that began, for the person to compare with the one before them. Nobody vouches for it. */
export const AskedFrom = v.object({
  /** Family of the browser and of its system, as it says: `Chrome`, `Windows`. */
  browser: v.optional(v.string()),
  system: v.optional(v.string()),
  /** Whether it reaches us from the same network address as this phone. */
  network: v.picklist(['same', 'other']),
  /** That address without its last part: `203.0.113.0/24`, `2001:db8:1::/48`. */
  address: v.optional(v.string()),
});
export type AskedFrom = v.InferOutput<typeof AskedFrom>;

export const AppTransaction = v.object({
  /** Only in the answer to `open`. */
  transactionToken: v.optional(Token),
  state: TransactionState,
  /** Milliseconds since 1970 at the provider, for a phone whose clock is wrong. */
  now: v.optional(v.number()),
  openedBy: OpenedBy,
  askedFrom: AskedFrom,
  relyingParty: v.object({
    name: v.string(),
    kind: v.picklist(['private', 'government']),
    origin: v.string(),
    termsUrl: v.optional(v.string()),
    privacyUrl: v.optional(v.string()),
  }),
  /** The items asked for; empty when only the person is to be recognised. */
  items: v.array(ItemName),
  /** Present when the person is asked to sign: what, in this order. */
  signing: v.optional(v.object({ documents: v.array(DocumentToSign) })),
  /** Only in state `scanned`: what is to be typed into the browser that began. Times are milliseconds since 1970. */
  match: v.optional(v.object({ digits: v.pipe(v.string(), v.regex(/^[0-9]{6}$/)), expiresAt: v.number() })),
  challenge: Challenge,
  startedAt: v.number(),
  expiresAt: v.number(),
  /**
   * Of a transaction opened by link that is over: the address, for this device's browser, where the answer for the relying party
   * is. After an approval it carries a one-time ticket without which no browser gets the answer.
   */
  returnUrl: v.optional(v.pipe(v.string(), v.maxLength(500))),
  /** From `proved` on: exactly what will be handed over. */
  handover: v.optional(
    v.partial(v.object({ name: v.string(), address: v.string(), birthdate: v.string(), gender: v.string() })),
  ),
});
export type AppTransaction = v.InferOutput<typeof AppTransaction>;

/** The items as the card holds them, and the two chip keys that its issuer vouches for, proved to be in the chip. */
export const ProvedItems = v.object({
  /** Files 0002, 0003, 0004 and 0007 of the text application, whole. */
  fourItems: Binary(4_000),
  integrity: Binary(1_000),
  issuerCertificate: Binary(1_500),
  chipKey: Binary(1_500),
  /** Internal authentication in the text application: PKCS#1 v1.5 over the SHA-256 of the chip message, 256 bytes. */
  chipSignature: Binary(400),
  /** Files 0001 and 0004 of the surface application, whole, and its internal authentication over the same message. */
  age: v.object({ record: Binary(1_500), issuerCertificate: Binary(1_500), signature: Binary(400) }),
});
export type ProvedItems = v.InferOutput<typeof ProvedItems>;

export const CardProof = v.object({
  /** EF 000A of the card, DER. */
  certificate: Binary(6_000),
  /** PKCS#1 v1.5 signature by the authentication key over the SHA-256 of the challenge message, 256 bytes. */
  signature: Binary(400),
  /** Present exactly when items are asked for. */
  items: v.optional(ProvedItems),
});
export type CardProof = v.InferOutput<typeof CardProof>;

export const SignatureProof = v.strictObject({
  /** The signature certificate, EF 0001 of the card, DER. */
  certificate: Binary(6_000),
  /** PKCS#1 v1.5 signature by the signature key over the SHA-256 of the signing message (challenge.ts), 256 bytes. */
  signature: Binary(400),
  /** One for each document, in their order: the card's answer to the input as it was given. */
  signatures: v.pipe(v.array(Binary(400)), v.minLength(1), v.maxLength(DOCUMENTS_MAX)),
  /** Present exactly when items are asked for; the chip message then names the signature certificate. */
  items: v.optional(ProvedItems),
});
export type SignatureProof = v.InferOutput<typeof SignatureProof>;

export const Decision = v.object({
  agree: v.boolean(),
  /** As at opening; agreeing to what was opened with a session needs one of the same account. */
  holder: v.optional(Token),
});

/** Why a step was refused. `final`: the transaction has ended and the relying party gets an error. */
export const AppProblemCode = v.picklist([
  'transaction_unknown',
  'transaction_taken',
  'transaction_expired',
  'transaction_state',
  /** The session that came with it is over, or is not that of the account that opened the transaction: unlock and try again. */
  'session_unknown',
  'request_invalid',
  'too_many_requests',
  'match_failed',
  'proof_invalid',
  'certificate_invalid',
  'certificate_expired',
  'certificate_revoked',
  'revocation_unknown',
  'items_invalid',
  'chip_invalid',
  'service_unavailable',
]);
export type AppProblemCode = v.InferOutput<typeof AppProblemCode>;
export const AppProblem = v.object({ error: AppProblemCode, final: v.boolean() });
export type AppProblem = v.InferOutput<typeof AppProblem>;
