/**
 * The contract of the app's own account (利用者): a person who has shown their card once, and unlocks the app with a passkey from
 * then on. All `POST`, JSON, the app's origin only, no identifier in a URL. What is refused is answered with a HolderProblem.
 *
 * Registering: `begin` → the platform authenticator makes a passkey → `passkey` → the card signs → `card`. Nothing is kept of a
 * registration that is not finished. Unlocking: `unlockBegin` → the authenticator → `unlock`. Everything else takes the session
 * as a bearer token. JSON of WebAuthn is that of the standard (Level 3, `…OptionsJSON`, `RegistrationResponseJSON`, …).
 */
import * as v from 'valibot';
import { Challenge, ItemName, OpenedBy } from './app.ts';

/** Relative to the provider's base. */
export const HOLDER_PATHS = {
  /** no body → RegistrationBegun */
  begin: '/app/registrations/begin',
  /** Bearer registrationToken, PasskeyMade → 204 */
  passkey: '/app/registrations/passkey',
  /** Bearer registrationToken, RegistrationProof → HolderSession */
  card: '/app/registrations/card',
  /** no body → UnlockBegun */
  unlockBegin: '/app/unlock/begin',
  /** Bearer unlockToken, PasskeyUsed → HolderSession */
  unlock: '/app/unlock/finish',
  /** Bearer session from here on. no body → HolderView */
  holder: '/app/holder',
  /** no body → 204: the session ends */
  lock: '/app/holder/lock',
  /** HistoryRequest → HistoryPage, newest first */
  history: '/app/holder/history',
  /** no body → ConnectedServices */
  services: '/app/holder/services',
  /** ServiceEnd → ConnectedServices: every login of this person at that service ends (連携を解除) */
  servicesEnd: '/app/holder/services/end',
  /** PasskeyEnd → HolderView; the last one cannot be taken away */
  passkeysEnd: '/app/holder/passkeys/end',
  /** no body → 204: account, passkeys and history are erased */
  end: '/app/holder/end',
} as const;

const Token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/));
/** An object of the WebAuthn standard; its inside is judged by a library made for it. */
const WebAuthnJson = v.record(v.string(), v.unknown());
const Binary = (max: number) => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(max));

export const RegistrationBegun = v.object({
  registrationToken: Token,
  /** PublicKeyCredentialCreationOptionsJSON */
  passkey: WebAuthnJson,
  /** What the card has to sign, in clear: registrationMessage. `clientId` is empty, `origin` is the app's. */
  challenge: Challenge,
});
export type RegistrationBegun = v.InferOutput<typeof RegistrationBegun>;

/** RegistrationResponseJSON */
export const PasskeyMade = v.object({ credential: WebAuthnJson });

export const RegistrationProof = v.strictObject({
  /** EF 000A of the card, DER. */
  certificate: Binary(6_000),
  /** PKCS#1 v1.5 signature by the authentication key over the SHA-256 of the registration message, 256 bytes. */
  signature: Binary(400),
  /** The person's other passkeys end with this one: the device before was lost. */
  endOthers: v.optional(v.boolean(), false),
});
export type RegistrationProof = v.InferInput<typeof RegistrationProof>;

export const UnlockBegun = v.object({
  unlockToken: Token,
  /** PublicKeyCredentialRequestOptionsJSON */
  passkey: WebAuthnJson,
});
export type UnlockBegun = v.InferOutput<typeof UnlockBegun>;

/** AuthenticationResponseJSON */
export const PasskeyUsed = v.object({ credential: WebAuthnJson });

/** Times are milliseconds since 1970. */
export const HolderView = v.object({
  registeredAt: v.number(),
  passkeys: v.array(
    v.object({
      id: v.string(),
      createdAt: v.number(),
      lastUsedAt: v.optional(v.number()),
      /** The one that opened this session. */
      current: v.boolean(),
    }),
  ),
  /** What was last seen of this person, one for each role and device: no number, no name. */
  certificates: v.array(
    v.object({
      role: v.picklist(['authentication', 'signature']),
      device: v.picklist(['card', 'phone']),
      notAfter: v.number(),
      seenAt: v.number(),
    }),
  ),
});
export type HolderView = v.InferOutput<typeof HolderView>;

export const HolderSession = v.object({
  session: Token,
  /** Ends by itself when it is not used, and in any case at this time. */
  expiresAt: v.number(),
  holder: HolderView,
  /** Ids of the person's passkeys that a registration ended: the device that has one may forget it. */
  ended: v.optional(v.array(v.string())),
});
export type HolderSession = v.InferOutput<typeof HolderSession>;

export const HistoryRequest = v.strictObject({
  /** `next` of the page before. */
  after: v.optional(v.pipe(v.string(), v.maxLength(100))),
});

/**
 * One handover: what a relying party was given, by name and not by value. There is one for every login with the holder's own card while
 * the account is there, whether the app was unlocked or not, and for every signature in the unlocked app.
 */
export const HistoryEntry = v.object({
  id: v.string(),
  at: v.number(),
  kind: v.picklist(['login', 'signature']),
  relyingParty: v.object({
    clientId: v.string(),
    name: v.string(),
    kind: v.picklist(['private', 'government']),
    origin: v.string(),
  }),
  items: v.array(ItemName),
  /** What was signed: hexadecimal SHA-256, and the name that the relying party gave. */
  documents: v.array(v.object({ digest: v.string(), name: v.optional(v.string()) })),
  openedBy: OpenedBy,
  device: v.picklist(['card', 'phone']),
});
export type HistoryEntry = v.InferOutput<typeof HistoryEntry>;
export const HistoryPage = v.object({ entries: v.array(HistoryEntry), next: v.optional(v.string()) });
export type HistoryPage = v.InferOutput<typeof HistoryPage>;

/** A relying party that this person has handed something to. */
export const ConnectedService = v.object({
  clientId: v.string(),
  name: v.string(),
  kind: v.picklist(['private', 'government']),
  origin: v.string(),
  since: v.number(),
  lastAt: v.number(),
  /** Whether a login there could still fetch something. */
  active: v.boolean(),
});
export type ConnectedService = v.InferOutput<typeof ConnectedService>;
export const ConnectedServices = v.object({ services: v.array(ConnectedService) });
export type ConnectedServices = v.InferOutput<typeof ConnectedServices>;
export const ServiceEnd = v.strictObject({ clientId: v.pipe(v.string(), v.maxLength(255)) });
export const PasskeyEnd = v.strictObject({ id: v.pipe(v.string(), v.maxLength(400)) });

export const HolderProblemCode = v.picklist([
  'registration_unknown',
  'registration_expired',
  'unlock_unknown',
  'passkey_invalid',
  'session_unknown',
  'request_invalid',
  'too_many_requests',
  'proof_invalid',
  'certificate_invalid',
  'certificate_expired',
  'certificate_revoked',
  'revocation_unknown',
  'last_passkey',
  'service_unavailable',
]);
export type HolderProblemCode = v.InferOutput<typeof HolderProblemCode>;
export const HolderProblem = v.object({ error: HolderProblemCode });
export type HolderProblem = v.InferOutput<typeof HolderProblem>;
