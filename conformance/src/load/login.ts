import { APP_PATHS, type AppTransaction } from '@kazasu/provider/api';
import type { LoadCard } from './cards.ts';
import type { Answer, Visitor } from './http-client.ts';
import { type Begun, REDIRECT_URI, type RelyingParty } from './relying-party.ts';

/** The requests of a login, in their order; some use up what can be used once. */
export type Step =
  | 'authorize'
  | 'page'
  | 'open'
  | 'proof'
  | 'decision'
  | 'return'
  | 'token'
  | 'userinfo'
  | 'refresh';

/** Sends a request of a login: at once, or again where it was lost. `uses` names what the request uses up. */
export type Ask = (step: Step, send: () => Promise<Answer>, uses?: string) => Promise<Answer>;

export interface LoginPlace {
  /** Of the provider, with the API's path, as its users call it. */
  readonly base: string;
  readonly visitor: Visitor;
  readonly rp: RelyingParty;
  /** Just sends when not given. */
  readonly ask?: Ask;
}

/** What the relying party has at the end. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly subject: string;
}

/** A step did not answer as it must. */
export class LoginStopped extends Error {
  override readonly name = 'LoginStopped';
  readonly step: Step;
  readonly status: number;

  constructor(step: Step, { status, body }: Answer) {
    super(`${step} answered ${status}: ${body.slice(0, 300)}`);
    this.step = step;
    this.status = status;
  }
}

/** Somebody else's state, nonce, subject or items came back. */
export class Crossed extends Error {
  override readonly name = 'Crossed';
}

const just: Ask = (_step, send) => send();

/** One whole login, with the phone's part. Throws a LoginStopped, or {@link Crossed}. */
export async function login(place: LoginPlace, card: LoadCard): Promise<Tokens> {
  const { base, visitor, ask = just } = place;
  const waiting = await begin(place);
  const way = await hold(place, linkOn(waiting.page), card);
  const returned = await ask('return', () => visitor.get(way), `answer ${way}`);
  const back = new URL(redirected('return', returned, base));
  if (!back.href.startsWith(REDIRECT_URI)) throw new LoginStopped('return', returned);
  if (back.searchParams.get('state') !== waiting.begun.state)
    throw new Crossed('the state of another request');
  const tokens = await redeem(place, { begun: waiting.begun, code: back.searchParams.get('code') ?? '' });
  await checkItems(place, tokens, card);
  return tokens;
}

/** A browser before the waiting page. */
export interface Waiting {
  readonly begun: Begun;
  readonly url: string;
  readonly page: Answer;
}

/** Goes to the authorization endpoint and on to the waiting page. */
export async function begin(
  { base, visitor, rp, ask = just }: LoginPlace,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Waiting> {
  const begun = rp.begin(parameters);
  const asked = await ask('authorize', () => visitor.get(`${authorizationAt(base)}?${begun.query}`));
  const url = redirected('authorize', asked, base);
  return { begun, url, page: await ask('page', () => visitor.get(url)) };
}

function linkOn(page: Answer): string {
  const open = /#open=([\w-]+)/.exec(page.body)?.[1];
  if (open === undefined) throw new LoginStopped('page', page);
  return open;
}

/** The phone: open, prove, agree; then the address to which it leads its device's browser. */
async function hold(
  { base, visitor, ask = just }: LoginPlace,
  code: string,
  card: LoadCard,
): Promise<string> {
  const opening = await ask(
    'open',
    () => visitor.postJson(`${base}${APP_PATHS.open}`, { code }),
    `open ${code}`,
  );
  const { transactionToken, challenge } = read<AppTransaction>('open', opening);
  const phone = { authorization: `Bearer ${transactionToken}` };
  const proof = await card.prove(challenge);
  read('proof', await ask('proof', () => visitor.postJson(`${base}${APP_PATHS.proof}`, proof, phone)));
  const agree = () => visitor.postJson(`${base}${APP_PATHS.decision}`, { agree: true }, phone);
  const decided = await ask('decision', agree, `decision ${transactionToken}`);
  const { returnUrl } = read<AppTransaction>('decision', decided);
  if (returnUrl === undefined) throw new LoginStopped('decision', decided);
  return returnUrl;
}

/** Redeems the code, and looks whether the ID token is for this request. */
async function redeem(
  { base, visitor, rp, ask = just }: LoginPlace,
  { begun, code }: { readonly begun: Begun; readonly code: string },
): Promise<Tokens> {
  const send = () => visitor.postForm(tokenAt(base), rp.redeem(code, begun.verifier, issuerOf(base)));
  const body = read<TokenBody>('token', await ask('token', send, `code ${code}`));
  const { sub, nonce } = claimsOf(body.id_token);
  if (nonce !== begun.nonce) throw new Crossed('an ID token of another request');
  return { accessToken: body.access_token, refreshToken: body.refresh_token, subject: String(sub) };
}

/** The next tokens of a session. */
export async function refresh(
  { base, visitor, rp, ask = just }: LoginPlace,
  tokens: Tokens,
): Promise<Tokens> {
  const send = () => visitor.postForm(tokenAt(base), rp.refresh(tokens.refreshToken, issuerOf(base)));
  const body = read<TokenBody>('refresh', await ask('refresh', send, `refresh ${tokens.refreshToken}`));
  if (claimsOf(body.id_token).sub !== tokens.subject) throw new Crossed('refreshed into another subject');
  return { ...tokens, accessToken: body.access_token, refreshToken: body.refresh_token };
}

/** Asks userinfo, and looks whether it hands over this card's items under this subject. */
export async function checkItems(
  { base, visitor, ask = just }: LoginPlace,
  { accessToken, subject }: Tokens,
  card: LoadCard,
): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const send = () => visitor.get(`${issuerOf(base)}/protocol/openid-connect/userinfo`, headers);
  const { sub, ...items } = read<Record<string, string>>('userinfo', await ask('userinfo', send));
  if (sub !== subject) throw new Crossed('another subject at userinfo');
  for (const [name, value] of Object.entries(card.items)) {
    if (items[name] !== value) throw new Crossed(`another person's ${name}`);
  }
}

interface TokenBody {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

export function issuerOf(base: string): string {
  return `${base}/realms/main`;
}

export function authorizationAt(base: string): string {
  return `${issuerOf(base)}/protocol/openid-connect/auth`;
}

export function tokenAt(base: string): string {
  return `${issuerOf(base)}/protocol/openid-connect/token`;
}

function redirected(step: Step, answer: Answer, base: string): string {
  if (answer.headers.location === undefined) throw new LoginStopped(step, answer);
  return new URL(answer.headers.location, base).href;
}

function read<T = unknown>(step: Step, answer: Answer): T {
  if (answer.status !== 200) throw new LoginStopped(step, answer);
  return JSON.parse(answer.body) as T;
}

function claimsOf(jwt: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
}
