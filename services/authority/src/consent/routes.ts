import { readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { PATHS, WithdrawalRequest } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { takeBack } from './withdraw.ts';

/** A short statement, a certificate and a signature, in base64. */
const BODY_OCTETS_MAX = 16_384;

/** Open to everybody: the card's signature says whose consent it may be. */
export function mountWithdrawal(app: Hono, deps: AuthorityDeps): void {
  app.post(PATHS.withdrawals, async (context) => {
    const message = await readJson(context.req.raw, WithdrawalRequest, BODY_OCTETS_MAX);
    return context.json(await takeBack(deps, message));
  });
}
