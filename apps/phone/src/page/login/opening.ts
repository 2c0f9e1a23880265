import { openTransaction, PhoneError, resumeTransaction, type Transaction } from '../../headless/index.ts';
import { abandon } from './deciding.ts';
import type { Desk, OpenCode } from './desk.ts';
import { watchMatch } from './matching.ts';
import { isTheirs } from './owner.ts';
import { problemOf } from './problem-of.ts';
import type { KeptLogin } from './session.ts';

/**
 * From the code of a link, or from what an earlier page of this tab has left. What was begun by somebody else is not gone on with,
 * whoever has opened the app since: it ends.
 */
export async function start(desk: Desk, code: OpenCode): Promise<void> {
  const { config, session, owner, tabs } = desk.world;
  const left = session.read();
  if (left !== undefined && !isTheirs(owner, left)) void abandon(desk);
  const isCurrent = desk.nextTurn();
  desk.forget();
  desk.code = code;
  desk.hidden = false;
  desk.show({ at: 'starting' });
  const kept = session.read();
  const mark = owner.mark();
  try {
    const { providerBase } = await config();
    if (code === 'invalid') throw new PhoneError('phone/code', 'no code in the link', { final: true });
    if (code !== undefined) await open(desk, { providerBase, code, mark, isCurrent });
    else if (kept === undefined) desk.show({ at: 'home' });
    else if (await tabs.elsewhere(kept.token)) {
      if (isCurrent()) desk.show({ at: 'elsewhere', mine: true });
    } else await resume(desk, providerBase, kept, isCurrent);
  } catch (error) {
    if (isCurrent()) desk.end(problemOf(error));
  }
}

interface Opening {
  readonly providerBase: string;
  readonly code: string;
  readonly mark: string | undefined;
  readonly isCurrent: () => boolean;
}

async function open(desk: Desk, { providerBase, code, mark, isCurrent }: Opening): Promise<void> {
  const { fetch, tabs, owner } = desk.world;
  const session = owner.session();
  try {
    const opened = await openTransaction(providerBase, code, fetch, session);
    // It is used up; from here on the token is what another try needs.
    desk.code = undefined;
    if (isCurrent()) goOn(desk, opened, { mark, codes: [code] });
  } catch (error) {
    const { code: refusal } = problemOf(error);
    if (refusal === 'provider/session_unknown' && session !== undefined) {
      if (isCurrent()) owner.lapsed(session, code);
      return;
    }
    const used = refusal === 'provider/transaction_taken' || refusal === 'provider/transaction_unknown';
    if (!used || !(await tabs.elsewhere(code))) throw error;
    if (isCurrent()) desk.show({ at: 'elsewhere', mine: false });
  }
}

async function resume(
  desk: Desk,
  providerBase: string,
  { token, mark }: KeptLogin,
  isCurrent: () => boolean,
): Promise<void> {
  const found = await resumeTransaction(providerBase, token, desk.world.fetch);
  if (isCurrent()) goOn(desk, found, { mark, codes: [] });
}

/** Shows it, and lets the other tabs of this browser know where it is. */
function goOn(
  desk: Desk,
  transaction: Transaction,
  { mark, codes }: Pick<Opening, 'mark'> & { readonly codes: readonly string[] },
): void {
  desk.mark = mark;
  desk.world.tabs.hold([transaction.token, ...codes], () => {
    desk.nextTurn();
    desk.forget();
    desk.show({ at: 'elsewhere', mine: true });
  });
  desk.showTransaction(transaction);
  if (desk.screen.at === 'match') void watchMatch(desk);
}

/** This tab goes on in place of the other one. */
export async function takeOver(desk: Desk): Promise<void> {
  const { screen, world } = desk;
  const kept = world.session.read();
  if (screen.at !== 'elsewhere' || !screen.mine || kept === undefined) return;
  if (!isTheirs(world.owner, kept)) return;
  const isCurrent = desk.nextTurn();
  desk.show({ at: 'starting' });
  try {
    const { providerBase } = await world.config();
    world.tabs.take(kept.token);
    await resume(desk, providerBase, kept, isCurrent);
  } catch (error) {
    if (isCurrent()) desk.end(problemOf(error));
  }
}
