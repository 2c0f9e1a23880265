/**
 * The screen lock as the server sees it: WebAuthn, judged by a library made for it. Whatever the library throws about is an answer
 * that does not hold; its words may quote what came in, so they go nowhere.
 */
import { fromBase64url } from '@kazasu/bytes';
import * as v from 'valibot';
import type { ProviderConfig } from '../config.ts';
import { DECOY_KEY } from './decoy-key.ts';
import type { Passkey } from './passkey-data.ts';
import { PasskeyMadeJson, type PasskeyUsedJson } from './passkey-json.ts';

type Json = Record<string, unknown>;

/** Loaded when somebody first needs it: it takes an eighth of a second, and most starts of a provider see no passkey. */
const library = () => import('@simplewebauthn/server');
const helpers = () => import('@simplewebauthn/server/helpers');

/** COSE numbers of EdDSA, ES256 and RS256, in the order in which they are wanted. */
const ALGORITHMS = [-8, -7, -257];

/** As long as the registration and the question live at most; the browser ends its dialog by then. */
const DIALOG_MS = 5 * 60_000;

/** The app is the relying party of WebAuthn: its host is the id, its origin the only one that may ask. */
function appOf({ phoneUrl, phoneOrigin }: ProviderConfig) {
  return { expectedRPID: new URL(phoneUrl).hostname, expectedOrigin: phoneOrigin };
}

/**
 * PublicKeyCredentialCreationOptionsJSON. The user handle is random, and the name under which the device lists the passkey is the day
 * on which it was made: the authenticator, and whoever it synchronises with, learn nothing of the person.
 */
export async function passkeyToMake(
  config: ProviderConfig,
  asked: { readonly challenge: string; readonly userHandle: string; readonly name: string },
): Promise<Json> {
  const options = await (await library()).generateRegistrationOptions({
    rpName: 'Kazasu',
    rpID: appOf(config).expectedRPID,
    userName: asked.name,
    userDisplayName: asked.name,
    userID: fromBase64url(asked.userHandle),
    challenge: fromBase64url(asked.challenge),
    timeout: DIALOG_MS,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  // A wish and not a condition: who has no lock in the device itself may take a security key.
  return { ...options, hints: ['client-device'] };
}

/** PublicKeyCredentialRequestOptionsJSON. Names no passkey: who is asking is not known before the answer. */
export async function passkeyToUse(config: ProviderConfig, challenge: string): Promise<Json> {
  const options = await (await library()).generateAuthenticationOptions({
    rpID: appOf(config).expectedRPID,
    challenge: fromBase64url(challenge),
    timeout: DIALOG_MS,
    userVerification: 'required',
  });
  return { ...options, hints: ['client-device'] };
}

export type PasskeyMade = Pick<Passkey, 'id' | 'publicKey' | 'counter'>;

/** The new passkey, if the answer keeps every rule: this challenge, our app, a person who was verified, no foreign frame. */
export async function judgePasskeyMade(
  config: ProviderConfig,
  challenge: string,
  credential: unknown,
): Promise<PasskeyMade | undefined> {
  const json = v.safeParse(PasskeyMadeJson, credential, { abortEarly: true });
  if (!json.success) return undefined;
  const { response } = json.output;
  return whatHolds(async () => {
    if (!(await isFromOwnPage(response.clientDataJSON))) return undefined;
    if (!(await isWithoutAttestation(response.attestationObject))) return undefined;
    const { verified, registrationInfo } = await (await library()).verifyRegistrationResponse({
      ...appOf(config),
      response: { ...json.output, clientExtensionResults: {} },
      expectedChallenge: challenge,
      supportedAlgorithmIDs: ALGORITHMS,
      requireUserVerification: true,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    return id === json.output.id ? { id, publicKey, counter } : undefined;
  });
}

/**
 * The authenticator's new counter, if the answer keeps every rule. Without a passkey, because none has this id, the same work is done
 * for nothing, so that nobody learns by the time it takes which ids there are.
 */
export async function judgePasskeyUsed(
  config: ProviderConfig,
  challenge: string,
  used: PasskeyUsedJson,
  passkey: Passkey | undefined,
): Promise<number | undefined> {
  const { id, publicKey, counter, userHandle } = passkey ?? { ...DECOY_KEY, id: used.id };
  return whatHolds(async () => {
    const { verified, authenticationInfo } = await (await library()).verifyAuthenticationResponse({
      ...appOf(config),
      response: { ...used, clientExtensionResults: {} },
      expectedChallenge: challenge,
      credential: { id, publicKey: publicKey.slice(), counter },
      requireUserVerification: true,
    });
    const own = used.response.userHandle === userHandle;
    return verified && own && (await isFromOwnPage(used.response.clientDataJSON)) && passkey !== undefined
      ? authenticationInfo.newCounter
      : undefined;
  });
}

/** A page of ours is in nobody's frame, so an answer that was given in one is not ours. */
async function isFromOwnPage(clientDataJson: string): Promise<boolean> {
  const { crossOrigin, topOrigin } = (await helpers()).decodeClientDataJSON(clientDataJson);
  return crossOrigin !== true && topOrigin === undefined;
}

/**
 * None was asked for. One that comes all the same is refused before the library sees it: it would parse the certificates in it, and
 * fetch the lists that they name. A signature by the new key itself names nobody.
 */
async function isWithoutAttestation(attestationObject: string): Promise<boolean> {
  const decoded = (await helpers()).decodeAttestationObject(fromBase64url(attestationObject));
  const format = decoded.get('fmt');
  return format === 'none' || (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined);
}

/** The library says what is wrong by throwing, about anything from a wrong origin to octets that are no CBOR. */
async function whatHolds<T>(judge: () => Promise<T>): Promise<T | undefined> {
  try {
    return await judge();
  } catch {
    return undefined;
  }
}
