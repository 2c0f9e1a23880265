import { AuthorityUnreachable } from '@kazasu/authority/client';
import { jstDay, toBase64url } from '@kazasu/bytes';
import { hashToken } from '@kazasu/server/keys';
import { randomId, randomOctets, randomShortToken, randomToken } from '@kazasu/server/random';
import * as v from 'valibot';
import type { Challenge } from '../api/app.ts';
import { registrationMessage } from '../api/challenge.ts';
import {
  HolderProblemCode,
  type HolderSession,
  type RegistrationBegun,
  type RegistrationProof,
} from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { findPerson } from '../person/index.ts';
import { type AcceptedProof, judgeProof } from '../proof/index.ts';
import { type Accepted, createAccount } from './create-account.ts';
import { HolderRefusal } from './holder-problem.ts';
import { judgePasskeyMade, passkeyToMake } from './passkey.ts';
import { findPasskey } from './passkey-store.ts';
import type { Registration } from './registration-data.ts';
import {
  countCardTry,
  dropRegistration,
  findRegistration,
  insertRegistration,
  keepMadePasskey,
  takePasskeyChallenge,
} from './registration-store.ts';

/** First step: what the authenticator and the card are to sign, and the token that holds the steps together. */
export async function beginRegistration(deps: ProviderDeps): Promise<RegistrationBegun> {
  const token = randomToken();
  const now = deps.clock.now();
  const registration = {
    id: randomId(),
    passkeyChallenge: toBase64url(randomOctets(32)),
    userHandle: toBase64url(randomOctets(32)),
    challengeNonce: randomShortToken(),
    expiresAt: now + DIVERGENCES.registrationLifetimeMs.value,
  };
  await insertRegistration(deps.store, hashToken(token), registration);
  const { passkeyChallenge: challenge, userHandle } = registration;
  return {
    registrationToken: token,
    passkey: await passkeyToMake(deps.config, { challenge, userHandle, name: `Kazasu ${jstDay(now)}` }),
    challenge: challengeOf(deps, registration),
  };
}

/** Second step: the authenticator has made its key. One try: whoever fails begins again with a fresh challenge. */
export async function keepPasskey(deps: ProviderDeps, tokenHash: string, credential: unknown): Promise<void> {
  const registration = await takePasskeyChallenge(deps.store, tokenHash, deps.clock.now());
  if (registration === undefined) throw await whyNot(deps, tokenHash);
  const made = await judgePasskeyMade(deps.config, registration.passkeyChallenge, credential);
  if (made === undefined || (await findPasskey(deps.store, made.id)) !== undefined) {
    await dropRegistration(deps.store, tokenHash);
    throw new HolderRefusal('passkey_invalid');
  }
  await keepMadePasskey(deps.store, tokenHash, made);
}

/** Last step: the card says who it is, and the account is there, unlocked. The try is counted before anything is looked at. */
export async function proveCard(
  deps: ProviderDeps,
  tokenHash: string,
  proof: RegistrationProof,
): Promise<HolderSession> {
  const max = DIVERGENCES.invalidProofsMax.value;
  const registration = await countCardTry(deps.store, tokenHash, max, deps.clock.now());
  if (registration === undefined) throw await whyNot(deps, tokenHash);
  const judged = await judge(deps, registration, proof);
  if (judged instanceof HolderRefusal) {
    if (registration.attempts >= max || isFinal(judged)) await dropRegistration(deps.store, tokenHash);
    throw judged;
  }
  return createAccount(deps, tokenHash, { ...judged, endOthers: proof.endOthers === true });
}

/**
 * By the same judge as a login: certificate, path, profile, period and revocation. Revocation as it is at this moment: a login with a
 * card that was stolen since the last list is over in hours, an account would stay.
 */
async function judge(
  deps: ProviderDeps,
  registration: Registration,
  { certificate, signature }: RegistrationProof,
): Promise<Omit<Accepted, 'endOthers'> | HolderRefusal> {
  const challenge = challengeOf(deps, registration);
  const judged = await judgeProof(deps, {
    challenge,
    message: registrationMessage(challenge),
    revocation: 'ocsp',
    cardOnly: true,
    proof: { certificate, signature },
  });
  if (judged.kind === 'accepted') return identify(deps, judged);
  const { code } = judged;
  return new HolderRefusal(isAboutRegistration(code) ? code : 'proof_invalid');
}

/** The others are about items or digits, of which there are none here. */
function isAboutRegistration(code: string): code is HolderProblemCode {
  return v.is(HolderProblemCode, code);
}

async function identify(deps: ProviderDeps, { certificate, seen }: AcceptedProof) {
  try {
    return { personId: await findPerson(deps, certificate), seen };
  } catch (error) {
    if (!(error instanceof AuthorityUnreachable)) throw error;
    deps.log.warn('lineage.unavailable', { code: error.code });
    return new HolderRefusal('service_unavailable');
  }
}

/** What another try with the same card cannot mend. */
function isFinal({ code }: HolderRefusal): boolean {
  return code.startsWith('certificate_');
}

/** What the card has to sign, from the stored record alone. */
function challengeOf(
  { config }: ProviderDeps,
  registration: Pick<Registration, 'id' | 'challengeNonce' | 'expiresAt'>,
): Challenge {
  return {
    issuer: config.issuer,
    clientId: '',
    origin: config.phoneOrigin,
    transaction: registration.id,
    nonce: registration.challengeNonce,
    expiresAt: registration.expiresAt,
  };
}

async function whyNot(deps: ProviderDeps, tokenHash: string): Promise<HolderRefusal> {
  const registration = await findRegistration(deps.store, tokenHash);
  const expired = registration !== undefined && registration.expiresAt <= deps.clock.now();
  return new HolderRefusal(expired ? 'registration_expired' : 'registration_unknown');
}
