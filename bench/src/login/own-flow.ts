import { APP_PATHS, type AppTransaction } from '@kazasu/provider/api';
import type { LoadCard } from './cards.ts';
import type { Answer, Visitor } from './http-client.ts';
import type { RelyingParty } from './relying-party.ts';

/** One whole login at our provider, with the phone's part. Throws when any step does not answer as it must. */
export async function ownFlow(
  visitor: Visitor,
  base: string,
  rp: RelyingParty,
  card: LoadCard,
): Promise<void> {
  const issuer = `${base}/realms/main`;
  const protocol = `${issuer}/protocol/openid-connect`;
  const { query, verifier } = rp.begin();
  const begun = await visitor.get(`${protocol}/auth?${query}`);
  const page = new URL(begun.headers.location ?? '', base).href;
  const waiting = await visitor.get(page);
  const open = /#open=([\w-]+)/.exec(waiting.body)?.[1] ?? '';
  const back = await visitor.get(await hold(visitor, base, open, card));
  const code = new URL(back.headers.location ?? '', base).searchParams.get('code') ?? '';
  const tokens = await visitor.postForm(`${protocol}/token`, rp.redeem(code, verifier, issuer));
  const { access_token: accessToken } = expectOk('token', tokens) as { access_token: string };
  const items = await visitor.get(`${protocol}/userinfo`, { authorization: `Bearer ${accessToken}` });
  const { birthdate } = expectOk('userinfo', items) as { birthdate?: string };
  if (birthdate === undefined) throw new Error('userinfo has no items');
}

/** The phone: open, prove, agree; then the address to which it leads its device's browser. */
async function hold(visitor: Visitor, base: string, code: string, card: LoadCard): Promise<string> {
  const opened = await visitor.postJson(`${base}${APP_PATHS.open}`, { code });
  const { transactionToken, challenge } = expectOk('open', opened) as AppTransaction;
  const phone = { authorization: `Bearer ${transactionToken}` };
  expectOk('proof', await visitor.postJson(`${base}${APP_PATHS.proof}`, card.prove(challenge), phone));
  const decision = await visitor.postJson(`${base}${APP_PATHS.decision}`, { agree: true }, phone);
  const { returnUrl } = expectOk('decision', decision) as AppTransaction;
  if (returnUrl === undefined) throw new Error('nothing leads back');
  return returnUrl;
}

function expectOk(step: string, answer: Answer): unknown {
  if (answer.status !== 200) throw new Error(`${step} answered ${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body);
}
