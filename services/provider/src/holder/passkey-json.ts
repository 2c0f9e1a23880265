import * as v from 'valibot';

const Binary = (max: number) => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(max));

/** 300 octets: authenticators of devices use 16 to 64, and whatever is longer is no id but a store for its maker. */
const CredentialId = Binary(400);

/** What counts of a RegistrationResponseJSON (Web Authentication Level 3 section 5.1); the rest is left out. */
export const PasskeyMadeJson = v.object({
  id: CredentialId,
  rawId: CredentialId,
  type: v.literal('public-key'),
  response: v.object({ clientDataJSON: Binary(4_000), attestationObject: Binary(8_000) }),
});

/** What counts of an AuthenticationResponseJSON. */
export const PasskeyUsedJson = v.object({
  id: CredentialId,
  rawId: CredentialId,
  type: v.literal('public-key'),
  response: v.object({
    clientDataJSON: Binary(4_000),
    authenticatorData: Binary(4_000),
    signature: Binary(2_000),
    /** Whose passkey the authenticator says it is. Always there where nobody was named in the question. */
    userHandle: Binary(100),
  }),
});
export type PasskeyUsedJson = v.InferOutput<typeof PasskeyUsedJson>;
