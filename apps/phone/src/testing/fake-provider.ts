import {
  constants,
  createHash,
  type KeyObject,
  publicDecrypt,
  randomBytes,
  randomInt,
  verify,
} from 'node:crypto';
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
  type OpenedBy,
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
  /** By `qr` it is opened in state `scanned`, and stays so until {@link FakeProvider.typed} is called. */
  readonly openedBy?: OpenedBy;
  readonly askedFrom?: AppTransaction['askedFrom'];
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
  /** As if the digits that are shown had been typed into the browser that began. */
  readonly typed: () => void;
  /** As if they had been typed wrong too often. */
  readonly typedWrong: () => void;
  /** As if the time were up. */
  readonly expire: () => void;
  /** As if the digits that are shown counted no more. */
  readonly expireDigits: () => void;
  /** The six digits as they are now. */
  readonly digits: () => string | undefined;
}

/** As in the real one: how often digits may be shown, and how often the time may be begun anew. */
const SHOWN_MAX = 11;
const EXTENDED_MAX = 10;
const DIGITS_MS = 60_000;
const LIFETIME_MS = 10 * 60_000;

/** The contract of `@kazasu/provider/api` with one transaction behind it. Checks signatures, judges no certificate. */
export function createFakeProvider(options: FakeOptions = {}): FakeProvider {
  const token = randomBytes(24).toString('base64url');
  const code = randomBytes(24).toString('base64url');
  const counts = { opened: false, shown: 0, extended: 0 };
  const base = options.base ?? FAKE_BASE;
  let view = firstView(options);
  const answer = (context: Context, extra: object = {}) => {
    const whole = { ...view, now: Date.now(), ...wayBack(view, base), ...extra };
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
    typed: () => {
      const { match: _, ...rest } = view;
      view = { ...rest, state: 'opened' };
    },
    typedWrong: () => {
      const { match: _, ...rest } = view;
      view = { ...rest, state: 'failed' };
    },
    expire: () => {
      view = { ...view, state: 'expired', expiresAt: Date.now() };
    },
    expireDigits: () => {
      if (view.match !== undefined) view = { ...view, match: { ...view.match, expiresAt: Date.now() - 1 } };
    },
    digits: () => view.match?.digits,
  };
  const path = new URL(base).pathname;
  app.use('*', async (context, next) => {
    const refusal = fake.refuseNext;
    if (refusal === undefined || context.req.method !== 'POST') return next();
    fake.refuseNext = undefined;
    if (refusal.final) view = { ...view, state: 'failed' };
    return problem(context, refusal.error, refusal.final, refusal.status);
  });
  const known = (context: Context) => context.req.header('authorization') === `Bearer ${token}`;
  app.post(path + APP_PATHS.open, async (context) => {
    const { code: given } = v.parse(OpenRequest, await context.req.json());
    if (given !== code) return problem(context, 'transaction_unknown', true, 404);
    if (counts.opened) return problem(context, 'transaction_taken', true);
    counts.opened = true;
    if (view.openedBy === 'qr') showDigits();
    return answer(context, { transactionToken: token });
  });
  const showDigits = () => {
    counts.shown += 1;
    const digits = String(randomInt(1_000_000)).padStart(6, '0');
    view = { ...view, state: 'scanned', match: { digits, expiresAt: Date.now() + DIGITS_MS } };
  };
  app.post(path + APP_PATHS.match, (context) => {
    if (!known(context)) return problem(context, 'transaction_unknown', true, 404);
    if (view.state !== 'scanned') return problem(context, 'transaction_state', isOver(view));
    if (counts.shown >= SHOWN_MAX) return problem(context, 'too_many_requests', false, 429);
    showDigits();
    return answer(context);
  });
  app.post(path + APP_PATHS.extend, (context) => {
    if (!known(context)) return problem(context, 'transaction_unknown', true, 404);
    if (isOver(view)) return problem(context, 'transaction_state', true);
    if (counts.extended >= EXTENDED_MAX) return problem(context, 'too_many_requests', false, 429);
    counts.extended += 1;
    view = { ...view, expiresAt: Date.now() + LIFETIME_MS };
    return answer(context);
  });
  // Where the real one leads a browser on.
  app.get(`${path}/interactions/:id/return`, (context) => context.text('back, with a ticket'));
  app.get(`${path}/interactions/:id`, (context) => context.text('back, without one'));
  app.post(path + APP_PATHS.resume, (context) =>
    known(context) ? answer(context) : problem(context, 'transaction_unknown', true, 404),
  );
  const prove = (step: string, refusalOf: (text: string) => Refusal) =>
    app.post(path + step, async (context) => {
      const text = await context.req.text();
      fake.proofs.push(text);
      if (!known(context)) return problem(context, 'transaction_unknown', true, 404);
      // Once proved it may be proved again here, which the real one refuses: tests let a card slip at every step.
      if (view.state === 'scanned' || isOver(view))
        return problem(context, 'transaction_state', isOver(view));
      const refused = refusalOf(text);
      if (typeof refused === 'string') return problem(context, refused, false, 422);
      view = { ...view, state: 'proved', handover: handoverOf(refused.items, view.items) };
      return answer(context);
    });
  prove(APP_PATHS.proof, (text) => judgeLogin(text, view, fake.cardKeys));
  prove(APP_PATHS.signature, (text) => judgeSignature(text, view, fake.cardKeys));
  app.post(path + APP_PATHS.decision, async (context) => {
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
    askedFrom: options.askedFrom ?? {
      browser: 'Chrome',
      system: 'Windows',
      network: 'same',
      address: '127.0.0.0/24',
    },
    relyingParty: { name: 'かざす市 施設予約サイト', kind: 'private', origin, ...options.relyingParty },
    items: [...(options.items ?? ['name', 'address', 'birthdate', 'gender'])],
    ...(options.documents === undefined ? {} : { signing: { documents: options.documents.map(onWire) } }),
    challenge: {
      issuer: `${options.base ?? FAKE_BASE}/realms/main`,
      clientId: 'RP00000001',
      origin,
      transaction: INTERACTION,
      nonce: randomBytes(16).toString('base64url'),
      expiresAt: Date.now() + (EXTENDED_MAX + 1) * LIFETIME_MS,
    },
    startedAt: Date.now(),
    expiresAt: Date.now() + LIFETIME_MS,
  };
}

const INTERACTION = '0b3f8f3e-6f6c-4c38-9b0e-5a2f3c1d7e10';

function isOver({ state }: AppTransaction): boolean {
  return !['scanned', 'opened', 'proved'].includes(state);
}

function wayBack(view: AppTransaction, base: string): Pick<AppTransaction, 'returnUrl'> {
  if (view.openedBy !== 'link' || !isOver(view)) return {};
  const page = `${base}/interactions/${INTERACTION}`;
  return { returnUrl: view.state === 'approved' ? `${page}/return?ticket=${'t'.repeat(43)}` : page };
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
