import { randomBytes, verify } from 'node:crypto';
import { fromBase64url } from '@kazasu/bytes';
import {
  type Challenge,
  type ConnectedService,
  type HistoryEntry,
  HistoryRequest,
  HOLDER_PATHS,
  type HolderProblemCode,
  type HolderView,
  PasskeyEnd,
  PasskeyMade,
  PasskeyUsed,
  RegistrationProof,
  registrationMessage,
  ServiceEnd,
} from '@kazasu/provider/api';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { CardKeys } from './test-card.ts';

const DAY_MS = 24 * 60 * 60_000;
const PAGE = 20;

/** The account half of the contract with one person behind it. Verifies passkeys and the card's signature, judges no certificate. */
export interface FakeHolder {
  readonly app: Hono;
  /** Of the app; known once it is served. */
  origin: string;
  cardKeys: CardKeys | undefined;
  /** The next call is refused with this. */
  refuseNext: HolderProblemCode | undefined;
  entries: HistoryEntry[];
  services: ConnectedService[];
  certificates: HolderView['certificates'];
  readonly passkeys: () => readonly string[];
  readonly sessions: () => readonly string[];
  /** Bodies that came, for looking whether anything is in them that must not be. */
  readonly bodies: string[];
  readonly ended: () => boolean;
}

interface Passkey extends WebAuthnCredential {
  readonly createdAt: number;
  lastUsedAt?: number;
}

interface Registration {
  readonly challenge: Challenge;
  readonly passkeyChallenge: string;
  passkey?: Passkey;
}

const token = () => randomBytes(24).toString('base64url');

export function createFakeHolder(base: string): FakeHolder {
  const app = new Hono();
  const registrations = new Map<string, Registration>();
  const unlocks = new Map<string, string>();
  const sessions = new Map<string, string>();
  const passkeys = new Map<string, Passkey>();
  let ended = false;
  const fake: FakeHolder = {
    app,
    origin: '',
    cardKeys: undefined,
    refuseNext: undefined,
    entries: [],
    services: [],
    certificates: [],
    passkeys: () => [...passkeys.keys()],
    sessions: () => [...sessions.keys()],
    bodies: [],
    ended: () => ended,
  };
  const own = () => ({ expectedOrigin: fake.origin, expectedRPID: new URL(fake.origin).hostname });
  const viewFor = (current: string): HolderView => ({
    registeredAt: Date.now() - 30 * DAY_MS,
    passkeys: [...passkeys.values()].map(({ id, createdAt, lastUsedAt }) => ({
      id,
      createdAt,
      ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
      current: id === current,
    })),
    certificates: fake.certificates,
  });
  const open = (passkey: string) => {
    const session = token();
    sessions.set(session, passkey);
    return { session, expiresAt: Date.now() + 60 * 60_000, holder: viewFor(passkey) };
  };

  type Step = (body: unknown, bearer: string) => Promise<object | undefined>;
  const on = (path: string, step: Step) =>
    app.post(new URL(base).pathname + path, async (context) => {
      const text = await context.req.text();
      fake.bodies.push(text);
      const bearer = context.req.header('authorization')?.slice('Bearer '.length) ?? '';
      try {
        const { refuseNext } = fake;
        fake.refuseNext = undefined;
        if (refuseNext !== undefined) throw new Refusal(refuseNext);
        const answer = await step(text === '' ? undefined : JSON.parse(text), bearer);
        return answer === undefined ? context.body(null, 204) : context.json(answer);
      } catch (error) {
        return refused(context, error);
      }
    });
  const onSession = (
    path: string,
    step: (body: unknown, passkey: string, session: string) => object | undefined,
  ) =>
    on(path, async (body, bearer) => {
      const passkey = sessions.get(bearer);
      if (passkey === undefined) throw new Refusal('session_unknown');
      return step(body, passkey, bearer);
    });

  on(HOLDER_PATHS.begin, async () => {
    const registrationToken = token();
    const passkey = await generateRegistrationOptions({
      rpName: 'Kazasu',
      rpID: own().expectedRPID,
      userName: 'Kazasu',
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const challenge: Challenge = {
      issuer: `${base}/realms/main`,
      clientId: '',
      origin: fake.origin,
      transaction: randomBytes(16).toString('hex'),
      nonce: token(),
      expiresAt: Date.now() + 10 * 60_000,
    };
    registrations.set(registrationToken, { challenge, passkeyChallenge: passkey.challenge });
    return { registrationToken, passkey, challenge };
  });
  on(HOLDER_PATHS.passkey, async (body, bearer) => {
    const registration = registrations.get(bearer);
    if (registration === undefined) throw new Refusal('registration_unknown');
    const { credential } = v.parse(PasskeyMade, body);
    const made = await verifyRegistrationResponse({
      ...own(),
      response: credential as unknown as RegistrationResponseJSON,
      expectedChallenge: registration.passkeyChallenge,
      requireUserVerification: true,
    });
    if (!made.verified) throw new Refusal('passkey_invalid');
    registration.passkey = { ...made.registrationInfo.credential, createdAt: Date.now() };
    return undefined;
  });
  on(HOLDER_PATHS.card, async (body, bearer) => {
    const registration = registrations.get(bearer);
    const passkey = registration?.passkey;
    if (registration === undefined || passkey === undefined) throw new Refusal('registration_unknown');
    const proof = v.parse(RegistrationProof, body);
    const message = registrationMessage(registration.challenge);
    const key = fake.cardKeys?.authentication;
    const signs = key !== undefined && verify('sha256', message, key, fromBase64url(proof.signature));
    if (!signs) throw new Refusal('proof_invalid');
    registrations.delete(bearer);
    const ended = proof.endOthers ? [...passkeys.keys()] : [];
    if (proof.endOthers) passkeys.clear();
    passkeys.set(passkey.id, passkey);
    return { ...open(passkey.id), ended };
  });
  on(HOLDER_PATHS.unlockBegin, async () => {
    const unlockToken = token();
    const options = { rpID: own().expectedRPID, userVerification: 'required' } as const;
    const passkey = await generateAuthenticationOptions(options);
    unlocks.set(unlockToken, passkey.challenge);
    return { unlockToken, passkey };
  });
  on(HOLDER_PATHS.unlock, async (body, bearer) => {
    const challenge = unlocks.get(bearer);
    unlocks.delete(bearer);
    if (challenge === undefined) throw new Refusal('unlock_unknown');
    const { credential } = v.parse(PasskeyUsed, body);
    const passkey = passkeys.get(String(credential.id));
    if (passkey === undefined) throw new Refusal('passkey_invalid');
    const used = await verifyAuthenticationResponse({
      ...own(),
      response: credential as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      credential: passkey,
      requireUserVerification: true,
    });
    if (!used.verified) throw new Refusal('passkey_invalid');
    passkey.counter = used.authenticationInfo.newCounter;
    passkey.lastUsedAt = Date.now();
    return open(passkey.id);
  });
  onSession(HOLDER_PATHS.holder, (_, passkey) => viewFor(passkey));
  onSession(HOLDER_PATHS.lock, (_, __, session) => {
    sessions.delete(session);
    return undefined;
  });
  onSession(HOLDER_PATHS.history, (body) => {
    const { after } = v.parse(HistoryRequest, body);
    const from = after === undefined ? 0 : Number(after);
    const next = from + PAGE < fake.entries.length ? { next: String(from + PAGE) } : {};
    return { entries: fake.entries.slice(from, from + PAGE), ...next };
  });
  onSession(HOLDER_PATHS.services, () => ({ services: fake.services }));
  onSession(HOLDER_PATHS.servicesEnd, (body) => {
    const { clientId } = v.parse(ServiceEnd, body);
    fake.services = fake.services.map((one) => (one.clientId === clientId ? { ...one, active: false } : one));
    return { services: fake.services };
  });
  onSession(HOLDER_PATHS.passkeysEnd, (body, current) => {
    const { id } = v.parse(PasskeyEnd, body);
    if (passkeys.size === 1) throw new Refusal('last_passkey');
    passkeys.delete(id);
    return viewFor(current);
  });
  onSession(HOLDER_PATHS.end, () => {
    ended = true;
    sessions.clear();
    passkeys.clear();
    return undefined;
  });
  return fake;
}

class Refusal extends Error {
  readonly code: HolderProblemCode;

  constructor(code: HolderProblemCode) {
    super(code);
    this.code = code;
  }
}

/** Whatever a library throws about is an answer that does not hold. */
function refused(context: Context, error: unknown) {
  const code = error instanceof Refusal ? error.code : 'request_invalid';
  return context.json({ error: code }, code === 'session_unknown' ? 401 : 409);
}
