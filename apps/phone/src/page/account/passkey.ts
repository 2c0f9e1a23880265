import { AccountError } from './account-error.ts';
import type { Credential } from './holder-client.ts';

/** What a device can do with passkeys. The options and answers are the standard's JSON, which the provider makes and judges. */
export interface Passkeys {
  /** Whether the device has a lock of its own (finger, face, code) that a passkey can stand behind. */
  available(): Promise<boolean>;
  make(options: Credential): Promise<Credential>;
  use(options: Credential): Promise<Credential>;
  /** Tells the device that this passkey opens nothing, so that it is offered no more. */
  forget(rpId: string, credentialId: string): Promise<void>;
}

/**
 * The same, but those that are in use for something else are never forgotten: whatever a person picks comes to the provider, which knows
 * the account's alone. What cannot be learnt is in use.
 */
export function sparing(passkeys: Passkeys, inUse: (credentialId: string) => Promise<boolean>): Passkeys {
  return {
    ...passkeys,
    forget: async (rpId, credentialId) => {
      if (!(await inUse(credentialId).catch(() => true))) await passkeys.forget(rpId, credentialId);
    },
  };
}

/** Loaded when it is needed: the first screen does without. */
const library = () => import('@simplewebauthn/browser');

export const browserPasskeys: Passkeys = {
  available: async () => {
    const { platformAuthenticatorIsAvailable } = await library();
    return platformAuthenticatorIsAvailable();
  },
  make: (options) =>
    asked(async () => {
      const { startRegistration } = await library();
      // The provider writes the options after the standard, and the browser judges them.
      type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];
      return { ...(await startRegistration({ optionsJSON: options as unknown as Options })) };
    }),
  use: (options) =>
    asked(async () => {
      const { startAuthentication } = await library();
      type Options = Parameters<typeof startAuthentication>[0]['optionsJSON'];
      return { ...(await startAuthentication({ optionsJSON: options as unknown as Options })) };
    }),
  forget: async (rpId, credentialId) => {
    // WebAuthn Level 3, section 5.1.10; a browser without it goes on offering the passkey, which then is refused.
    const { PublicKeyCredential: made } = window as { PublicKeyCredential?: unknown };
    const signal = made as { signalUnknownCredential?: (what: object) => Promise<void> } | undefined;
    await signal?.signalUnknownCredential?.({ rpId, credentialId }).catch(() => {});
  },
};

async function asked(how: () => Promise<Credential>): Promise<Credential> {
  try {
    return await how();
  } catch (cause) {
    throw new AccountError(codeOf(cause), 'no passkey', { cause });
  }
}

function codeOf(cause: unknown): 'passkey/none' | 'passkey/cancelled' | 'passkey/failed' {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'passkey/cancelled';
  // ConstraintError: there is an authenticator, but none that asks who the person is.
  if (name === 'NotSupportedError' || name === 'ConstraintError') return 'passkey/none';
  return 'passkey/failed';
}
