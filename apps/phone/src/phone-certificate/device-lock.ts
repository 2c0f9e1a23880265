import { PhoneCertificateError } from './error.ts';
import { randomOctets } from './random.ts';

type Octets = Uint8Array<ArrayBuffer>;

/** What a passkey of this device's own lock keeps: a secret that comes out only when the person has been verified. */
export interface DeviceLock {
  /** Whether there is a lock here that can keep a secret, as far as that can be told without asking the person. */
  available(): Promise<boolean>;
  /** Makes a passkey for this purpose alone, and draws its secret. Rejects with a PhoneCertificateError. */
  make(salt: Octets): Promise<{ readonly credentialId: Octets; readonly secret: Octets }>;
  /** The same secret again, 32 octets, for the caller to overwrite. Rejects with a PhoneCertificateError. */
  open(credentialId: Octets, salt: Octets): Promise<Octets>;
  /** Tells the device that the passkey is of no use any more. */
  forget(credentialId: Octets): Promise<void>;
}

/** As a list of the device's passkeys shows it. */
const NAME = 'スマホ用電子証明書';
const TIMEOUT_MS = 2 * 60_000;
/** COSE: ES256, EdDSA, RS256. Nothing is ever verified with it; it is what makes a passkey. */
const ALGORITHMS = [-7, -8, -257];
const SECRET_LENGTH = 32;

/**
 * The platform authenticator by the PRF extension (WebAuthn Level 3, 10.1.4): HMAC under a key that never leaves it, over our salt. User verification is
 * required; what an authenticator gives without it is another value (CTAP 2.1, 12.5), and opens nothing.
 */
export const browserLock: DeviceLock = {
  available: async () => {
    if (typeof PublicKeyCredential === 'undefined') return false;
    const known = await capabilities();
    if (known['extension:prf'] === false) return false;
    return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  },
  make: async (salt) => {
    const credential = await asked(() => navigator.credentials.create({ publicKey: creation(salt) }));
    const { prf } = credential.getClientExtensionResults();
    const credentialId = new Uint8Array(credential.rawId);
    if (prf?.enabled !== true) {
      await browserLock.forget(credentialId);
      throw new PhoneCertificateError('phone-certificate/unavailable', 'no PRF on this authenticator');
    }
    const secret =
      prf.results?.first === undefined
        ? await browserLock.open(credentialId, salt)
        : drawn(prf.results.first);
    return { credentialId, secret };
  },
  open: async (credentialId, salt) => {
    const publicKey: PublicKeyCredentialRequestOptions = {
      challenge: randomOctets(32),
      rpId: window.location.hostname,
      allowCredentials: [{ type: 'public-key', id: credentialId, transports: ['internal'] }],
      userVerification: 'required',
      timeout: TIMEOUT_MS,
      extensions: { prf: { eval: { first: salt } } },
    };
    const credential = await asked(() => navigator.credentials.get({ publicKey }));
    return drawn(credential.getClientExtensionResults().prf?.results?.first);
  },
  forget: async (credentialId) => {
    const { PublicKeyCredential: made } = window as unknown as { PublicKeyCredential?: Signalling };
    const id = btoa(String.fromCharCode(...credentialId))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=/g, '');
    const what = { rpId: window.location.hostname, credentialId: id };
    await made?.signalUnknownCredential?.(what).catch(() => {});
  },
};

/** WebAuthn Level 3, 5.1.10: not in every browser, nor in every description of them. */
interface Signalling {
  signalUnknownCredential?(what: { rpId: string; credentialId: string }): Promise<void>;
}

async function capabilities(): Promise<Record<string, boolean | undefined>> {
  const { PublicKeyCredential: made } = window as unknown as {
    PublicKeyCredential?: { getClientCapabilities?(): Promise<Record<string, boolean | undefined>> };
  };
  return (await made?.getClientCapabilities?.().catch(() => undefined)) ?? {};
}

function creation(salt: Octets): PublicKeyCredentialCreationOptions {
  return {
    challenge: randomOctets(32),
    rp: { id: window.location.hostname, name: 'Kazasu' },
    user: { id: randomOctets(16), name: NAME, displayName: NAME },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: {
      authenticatorAttachment: 'platform',
      // Found by its number alone: it must not stand among those that unlock the app.
      residentKey: 'discouraged',
      requireResidentKey: false,
      userVerification: 'required',
    },
    attestation: 'none',
    timeout: TIMEOUT_MS,
    extensions: { prf: { eval: { first: salt } } },
  };
}

function drawn(value: BufferSource | undefined): Octets {
  const secret = value === undefined ? undefined : octetsOf(value);
  if (secret?.length !== SECRET_LENGTH) {
    throw new PhoneCertificateError('phone-certificate/unavailable', 'the authenticator gave no secret');
  }
  return secret;
}

function octetsOf(value: BufferSource): Octets {
  return value instanceof ArrayBuffer
    ? new Uint8Array(value)
    : Uint8Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    const stopped = name === 'NotAllowedError' || name === 'AbortError';
    const code = stopped ? 'phone-certificate/cancelled' : 'phone-certificate/unavailable';
    throw new PhoneCertificateError(code, `the authenticator: ${name}`, { cause });
  }
  throw new PhoneCertificateError('phone-certificate/unavailable', 'no passkey');
}
