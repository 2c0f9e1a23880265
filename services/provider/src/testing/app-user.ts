import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, toBase64url } from '@kazasu/bytes';
import type { Hono } from 'hono';
import {
  type Challenge,
  HOLDER_PATHS,
  type HolderSession,
  type RegistrationBegun,
  type RegistrationProof,
  registrationMessage,
  type UnlockBegun,
} from '../api/index.ts';
import { type Lies, SoftAuthenticator } from './authenticator.ts';
import { proofOf } from './card.ts';
import { begin, call, callRaw, openPhone } from './visit.ts';

/** A person with a card and the app, and what they do with it. */
export interface AppUser {
  readonly authenticator: SoftAuthenticator;
  /** The token of the session that registering began. */
  readonly session: string;
  readonly registered: HolderSession;
  unlock(lies?: Lies): Promise<HolderSession>;
  post<T>(path: string, body?: unknown): Promise<T>;
}

/** What the card says when the app is set up: signed with node:crypto, so that the judge is never checked with its own codec. */
export function registrationProof(
  image: CardImage,
  challenge: Challenge,
  message = registrationMessage,
): RegistrationProof {
  const key = createPrivateKey({
    key: Buffer.from(image.keys.authentication, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    certificate: toBase64url(fromBase64(image.jpki.authenticationCertificate)),
    signature: toBase64url(sign('sha256', message(challenge), key)),
  };
}

export function beginRegistration(app: Hono): Promise<RegistrationBegun> {
  return call(app, HOLDER_PATHS.begin);
}

export async function makePasskey(app: Hono, begun: RegistrationBegun, authenticator: SoftAuthenticator) {
  const credential = authenticator.make(begun.passkey);
  const kept = await callRaw(app, HOLDER_PATHS.passkey, { credential }, begun.registrationToken);
  assert.equal(kept.status, 204, await kept.text());
}

export async function unlock(app: Hono, authenticator: SoftAuthenticator, lies: Lies = {}) {
  const begun = await call<UnlockBegun>(app, HOLDER_PATHS.unlockBegin);
  const credential = authenticator.use(begun.passkey, lies);
  return call<HolderSession>(app, HOLDER_PATHS.unlock, { credential }, begun.unlockToken);
}

/** Sets the app up as a person does. */
export async function register(
  app: Hono,
  image: CardImage,
  {
    authenticator = new SoftAuthenticator(),
    endOthers = false,
  }: { authenticator?: SoftAuthenticator; endOthers?: boolean } = {},
): Promise<AppUser> {
  const begun = await beginRegistration(app);
  await makePasskey(app, begun, authenticator);
  const proof = { ...registrationProof(image, begun.challenge), endOthers };
  const registered = await call<HolderSession>(app, HOLDER_PATHS.card, proof, begun.registrationToken);
  assert.ok('session' in registered, JSON.stringify(registered));
  return {
    authenticator,
    registered,
    session: registered.session,
    unlock: (lies) => unlock(app, authenticator, lies),
    post: (path, body) => call(app, path, body, registered.session),
  };
}

/** A whole login: browser, card, decision, answer. `session`: the app in which the card is read is unlocked. */
export async function visitWithApp(
  app: Hono,
  image: CardImage,
  changes: { readonly [name: string]: string },
  { session, agree = true }: { readonly session?: string | undefined; readonly agree?: boolean } = {},
) {
  const browser = await begin(app, changes);
  const phone = await openPhone(app, await browser.linkCode(), undefined, session);
  const proved = await phone.proof(await proofOf(image, phone.transaction));
  assert.ok('state' in proved && proved.state === 'proved', JSON.stringify(proved));
  await phone.decide(agree);
  const answer = await browser.answer(phone);
  const location = answer.headers.get('location') ?? '';
  assert.match(location, agree ? /[?&]code=/ : /error|interactions/, location);
  return { browser, phone, location };
}
