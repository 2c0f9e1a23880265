import { constants, createHash, type KeyObject, publicDecrypt, randomBytes, verify } from 'node:crypto';
import { fromBase64url, toBase64url } from '@kazasu/bytes';
import { parseFourItems } from '@kazasu/card';
import {
  APP_PATHS,
  type AppProblemCode,
  type AppTransaction,
  CardProof,
  challengeMessage,
  chipMessage,
  Decision,
  type ItemName,
  OpenRequest,
  type ProvedItems,
  possessionOctets,
  SignatureProof,
  signingMessage,
} from '@kazasu/provider/api';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Fetch } from '../headless/index.ts';
import type { CardKeys } from './test-card.ts';

export const FAKE_BASE = 'http://provider.test/api';

interface FakeOptions {
  readonly base?: string;
  readonly items?: readonly ItemName[];
  /** What the person is asked to sign, in place of a login. */
  readonly documents?: readonly { readonly input: Uint8Array; readonly name?: string }[];
  readonly openedBy?: 'link' | 'qr';
  readonly relyingParty?: Partial<AppTransaction['relyingParty']>;
  /** Spoils what the app is shown. */
  readonly spoil?: (view: AppTransaction) => unknown;
}

export interface FakeProvider {
  readonly app: Hono;
  readonly fetch: Fetch;
  readonly code: string;
  /** The next step is refused with this. */
  refuseNext: { error: AppProblemCode; final: boolean; status?: number } | undefined;
  /** The keys that a proof must verify under. */
  cardKeys: CardKeys | undefined;
  /** Bodies of the proofs that came, for looking whether anything is in them that must not be. */
  readonly proofs: string[];
  readonly state: () => AppTransaction['state'];
}

/** The contract of `@kazasu/provider/api` with one transaction behind it. Checks signatures, judges no certificate. */
export function createFakeProvider(options: FakeOptions = {}): FakeProvider {
  const token = randomBytes(24).toString('base64url');
  const code = randomBytes(24).toString('base64url');
  let opened = false;
  let view = firstView(options);
  const answer = (context: Context, extra: object = {}) => {
    const whole = { ...view, ...extra };
    return context.json((options.spoil?.(whole) ?? whole) as object);
  };
  const problem = (context: Context, error: AppProblemCode, final: boolean, status = 409) =>
    context.json({ error, final }, status as 409);
  const app = new Hono();
  const fake: FakeProvider = {
    app,
    fetch: async (url, init) => app.request(url, init),
    code,
    refuseNext: undefined,
    cardKeys: undefined,
    proofs: [],
    state: () => view.state,
  };
  const base = new URL(options.base ?? FAKE_BASE).pathname;
  app.use('*', async (context, next) => {
    const refusal = fake.refuseNext;
    if (refusal === undefined || context.req.method !== 'POST') return next();
    fake.refuseNext = undefined;
    if (refusal.final) view = { ...view, state: 'failed' };
    return problem(context, refusal.error, refusal.final, refusal.status);
  });
  const known = (context: Context) => context.req.header('authorization') === `Bearer ${token}`;
  app.post(base + APP_PATHS.open, async (context) => {
    const { code: given } = v.parse(OpenRequest, await context.req.json());
    if (given !== code) return problem(context, 'transaction_unknown', true, 404);
    if (opened) return problem(context, 'transaction_taken', true);
    opened = true;
    return answer(context, { transactionToken: token });
  });
  app.post(base + APP_PATHS.resume, (context) =>
    known(context) ? answer(context) : problem(context, 'transaction_unknown', true, 404),
  );
  const prove = (path: string, refusalOf: (text: string) => Refusal) =>
    app.post(base + path, async (context) => {
      const text = await context.req.text();
      fake.proofs.push(text);
      if (!known(context)) return problem(context, 'transaction_unknown', true, 404);
      const refused = refusalOf(text);
      if (typeof refused === 'string') return problem(context, refused, false, 422);
      view = { ...view, state: 'proved', handover: handoverOf(refused.items, view.items) };
      return answer(context);
    });
  prove(APP_PATHS.proof, (text) => judgeLogin(text, view, fake.cardKeys));
  prove(APP_PATHS.signature, (text) => judgeSignature(text, view, fake.cardKeys));
  app.post(base + APP_PATHS.decision, async (context) => {
    const { agree } = v.parse(Decision, await context.req.json());
    if (!known(context)) return problem(context, 'transaction_unknown', true, 404);
    if (agree && view.state !== 'proved') return problem(context, 'transaction_state', false);
    // As the real one does at the end: what was to be signed is forgotten.
    const signing = view.signing && { documents: [] };
    view = { ...view, state: agree ? 'approved' : 'declined', ...(signing && { signing }) };
    return answer(context);
  });
  return fake;
}

function firstView(options: FakeOptions): AppTransaction {
  const origin = options.relyingParty?.origin ?? 'http://localhost:4010';
  return {
    state: 'opened',
    openedBy: options.openedBy ?? 'link',
    askedFrom: { browser: 'Chrome', system: 'Windows', network: 'same', address: '127.0.0.0/24' },
    relyingParty: { name: 'かざす市 施設予約サイト', kind: 'private', origin, ...options.relyingParty },
    items: [...(options.items ?? ['name', 'address', 'birthdate', 'gender'])],
    ...(options.documents === undefined ? {} : { signing: { documents: options.documents.map(onWire) } }),
    challenge: {
      issuer: `${options.base ?? FAKE_BASE}/realms/main`,
      clientId: 'RP00000001',
      origin,
      transaction: '0b3f8f3e-6f6c-4c38-9b0e-5a2f3c1d7e10',
      nonce: randomBytes(16).toString('base64url'),
      expiresAt: Date.now() + 10 * 60_000,
    },
    startedAt: Date.now(),
    expiresAt: Date.now() + 10 * 60_000,
  };
}

function onWire({ input, name }: NonNullable<FakeOptions['documents']>[number]) {
  return { input: toBase64url(input), ...(name === undefined ? {} : { name }) };
}

type Refusal = AppProblemCode | { readonly items: ProvedItems | undefined };

function judgeLogin(text: string, view: AppTransaction, keys: CardKeys | undefined): Refusal {
  const proof = v.parse(CardProof, JSON.parse(text));
  const message = challengeMessage(view.challenge);
  const signs = isBy(keys?.authentication, message, proof.signature);
  return view.signing === undefined && signs ? judgeItems(proof, view, keys) : 'proof_invalid';
}

/** As the real one: possession of the key, and not what the signatures over the documents are worth. */
function judgeSignature(text: string, view: AppTransaction, keys: CardKeys | undefined): Refusal {
  const proof = v.parse(SignatureProof, JSON.parse(text));
  const inputs = view.signing?.documents.map(({ input }) => fromBase64url(input)) ?? [];
  const signs = isAtHand(keys?.signature, signingMessage(view.challenge, inputs), proof.signature);
  const each = proof.signatures.length === inputs.length;
  return view.signing !== undefined && signs && each ? judgeItems(proof, view, keys) : 'proof_invalid';
}

function isBy(key: KeyObject | undefined, message: Uint8Array, signature: string): boolean {
  return key !== undefined && verify('sha256', message, key, fromBase64url(signature));
}

/** The library takes the padding of PKCS #1 off and gives what was inside, whatever it is. */
function isAtHand(key: KeyObject | undefined, message: Uint8Array, signature: string): boolean {
  if (key === undefined) return false;
  const octets = possessionOctets(createHash('sha256').update(message).digest());
  const options = { key, padding: constants.RSA_PKCS1_PADDING };
  return publicDecrypt(options, fromBase64url(signature)).equals(octets);
}

function judgeItems(
  { certificate, items }: { certificate: string; items?: ProvedItems | undefined },
  view: AppTransaction,
  keys: CardKeys | undefined,
): Refusal {
  if ((items === undefined) !== (view.items.length === 0)) return 'proof_invalid';
  if (items === undefined) return { items };
  const hash = createHash('sha256').update(fromBase64url(certificate)).digest();
  const message = chipMessage(view.challenge, hash);
  const sign =
    isBy(keys?.text, message, items.chipSignature) && isBy(keys?.surface, message, items.age.signature);
  return sign ? { items } : 'chip_invalid';
}

function handoverOf(proved: ProvedItems | undefined, asked: readonly ItemName[]): AppTransaction['handover'] {
  if (proved === undefined) return undefined;
  const items = parseFourItems(fromBase64url(proved.fourItems));
  return Object.fromEntries(asked.map((name) => [name, items[name]]));
}
