import { APP_PATHS } from '@kazasu/provider/api';
import { createHash } from '../../crypto.ts';
import {
  type Answer,
  type Ask,
  authorizationAt,
  begin,
  type CardWorld,
  issuerOf,
  type LoginPlace,
  LoginStopped,
  login,
  refresh,
  type Step,
  tokenAt,
} from '../../load/index.ts';
import type { History } from '../history/index.ts';
import { type Ground, onGround } from './ground.ts';
import type { Scenario } from './scenario.ts';

const PARALLEL = 50;

export const SINGLE_USE: Scenario = {
  name: 'single-use',
  summary: `${PARALLEL} uses at once, over two nodes, of each thing that can be used once: one succeeds`,
  run: (options) =>
    onGround(options, { nodes: 2 }, async (ground) => {
      const counts: Record<string, number> = {};
      for (const [name, kind] of Object.entries(KINDS)) {
        const before = ground.history.events.length;
        await kind(ground);
        counts[name] = ground.history.events
          .slice(before)
          .filter((event) => event.kind === 'used' && event.outcome === 'done').length;
      }
      const doubts = Object.entries(counts)
        .filter(([name, done]) => done !== (name === 'six digits' ? 4 : 1))
        .map(([name, done]) => `${name}: ${done} of ${PARALLEL} succeeded`);
      return { counts, doubts };
    }),
};

type Kind = (ground: Ground) => Promise<unknown>;

const KINDS: { readonly [name: string]: Kind } = {
  link: ofLogin('open'),
  'agreement in the app': ofLogin('decision'),
  answer: ofLogin('return'),
  code: ofLogin('token'),
  'refresh token': ofLogin('refresh'),
  'client assertion': assertion,
  'QR code': qrCode,
  'six digits': digits,
  'sign transaction': signTransaction,
};

/** Sends {@link PARALLEL} times at once, over all nodes; writes down what came of each, and gives back one that succeeded, if one did. */
async function allAtOnce(
  history: History,
  thing: string,
  send: () => Promise<Answer>,
  done: (answer: Answer) => boolean = ({ status }) => status === 200,
): Promise<Answer> {
  const answers = await Promise.all(Array.from({ length: PARALLEL }, send));
  for (const answer of answers) {
    history.add({ kind: 'used', thing, outcome: done(answer) ? 'done' : 'refused' });
  }
  return answers.find(done) ?? (answers[0] as Answer);
}

const hasCode = ({ headers }: Answer) => (headers.location ?? '').includes('code=');

/** A login in which one step is done many times at once. What follows on it may fail: who uses a code twice ends what it made. */
function ofLogin(step: Step): Kind {
  return async (ground) => {
    const ask: Ask = (each, send, thing) =>
      each === step
        ? allAtOnce(ground.history, thing ?? each, send, step === 'return' ? hasCode : undefined)
        : send();
    const { place, card } = somebody(ground, ask);
    const tokens = await login(place, card).catch((error: unknown) => {
      if (error instanceof LoginStopped && step === 'token') return undefined;
      throw error;
    });
    if (step === 'refresh' && tokens !== undefined) await refresh(place, tokens);
  };
}

/** The same form, with the same `jti`. */
async function assertion(ground: Ground): Promise<void> {
  const { visitor, base, rp } = somebody(ground).place;
  const form = rp.ownToken(issuerOf(base));
  await allAtOnce(ground.history, 'client assertion', () => visitor.postForm(tokenAt(base), form));
}

async function qrCode(ground: Ground): Promise<void> {
  const { place } = somebody(ground);
  const { code } = await qrOf(place);
  await allAtOnce(ground.history, `QR ${code}`, () => openWith(place, code));
}

/** Wrong digits: the fifth fails the login, so that four are told to try again, however many come at once. Each telling is a thing of its own. */
async function digits(ground: Ground): Promise<void> {
  const { place } = somebody(ground);
  const { url, code } = await qrOf(place);
  const opened = await openWith(place, code);
  const shown = (JSON.parse(opened.body) as { match: { digits: string } }).match.digits;
  const wrong = String((Number(shown) + 1) % 1_000_000).padStart(6, '0');
  const answers = await Promise.all(
    Array.from({ length: PARALLEL }, () => place.visitor.postForm(`${url}/match`, { digits: wrong })),
  );
  const told = answers.filter(({ headers }) => headers.location?.endsWith('match=wrong'));
  for (const i of told.keys())
    ground.history.add({ kind: 'used', thing: `guess ${i} of ${code}`, outcome: 'done' });
  const right = await place.visitor.postForm(`${url}/match`, { digits: shown });
  if (right.headers.location?.includes('match=')) throw new Error('digits were taken after the last try');
}

async function signTransaction(ground: Ground): Promise<void> {
  const { visitor, base, rp } = somebody(ground).place;
  const own = await visitor.postForm(tokenAt(base), rp.ownToken(issuerOf(base)));
  const { access_token: token } = JSON.parse(own.body) as { access_token: string };
  const digest = createHash('sha256').update('a document').digest('base64');
  const created = await visitor.postJson(
    `${base}/sign-transactions`,
    { digest },
    { authorization: `Bearer ${token}` },
  );
  const { sign_transaction_id: id } = JSON.parse(created.body) as { sign_transaction_id: string };
  const { query } = rp.begin({ scope: 'openid sign', sign_transaction_id: id });
  await allAtOnce(
    ground.history,
    `sign transaction ${id}`,
    () => visitor.get(`${authorizationAt(base)}?${query}`),
    ({ headers }) => (headers.location ?? '').includes('/interactions/'),
  );
}

/** A browser that shows a QR code, and what is in it. */
async function qrOf(place: LoginPlace): Promise<{ readonly url: string; readonly code: string }> {
  const { url } = await begin(place);
  const answer = await place.visitor.postForm(`${url}/qr`, {});
  const code = (JSON.parse(answer.body) as { url: string }).url.split('#open=')[1];
  if (code === undefined) throw new LoginStopped('page', answer);
  return { url, code };
}

function openWith({ base, visitor }: LoginPlace, code: string): Promise<Answer> {
  return visitor.postJson(`${base}${APP_PATHS.open}`, { code });
}

function somebody(
  { cluster, visitors, world, parties }: Ground,
  ask?: Ask,
): { readonly place: LoginPlace; readonly card: CardWorld['cards'][number] } {
  const [card, rp] = [world.cards[0], parties[0]];
  if (card === undefined || rp === undefined) throw new Error('nobody to log in, or nowhere');
  return { place: { base: cluster.base, visitor: visitors.next(), rp, ...(ask && { ask }) }, card };
}
