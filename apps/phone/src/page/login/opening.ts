import { openTransaction, PhoneError, resumeTransaction, type Transaction } from '../../headless/index.ts';
import { abandon, stop } from './deciding.ts';
import type { Desk, OpenCode, Opening } from './desk.ts';
import { watchMatch } from './matching.ts';
import { isTheirs, type Owner } from './owner.ts';
import { problemOf } from './problem-of.ts';
import type { KeptLogin } from './session.ts';

/**
 * From the code of a link, or from what an earlier page of this tab has left. What was begun by somebody else is not gone on with,
 * whoever has opened the app since: it ends.
 */
export async function start(desk: Desk, code: OpenCode): Promise<void> {
  const { session, owner } = desk.world;
  const { opening } = desk;
  const isOnTheWay = code !== undefined && opening?.code === code && opening.isCurrent();
  if (isOnTheWay && isTheirs(owner, opening)) {
    // Its answer is on the way: the app was locked meanwhile, and is open again.
    desk.hidden = false;
    return;
  }
  const left = session.read();
  if (left !== undefined && !isTheirs(owner, left)) void abandon(desk);
  const isCurrent = desk.nextTurn();
  desk.forget();
  desk.code = code;
  const begun = { code, mark: owner.mark(), session: owner.session(), isCurrent };
  desk.opening = begun;
  desk.hidden = false;
  desk.show({ at: 'starting' });
  try {
    await begin(desk, begun, session.read());
  } catch (error) {
    if (isCurrent()) desk.end(problemOf(error));
  } finally {
    if (desk.opening === begun) desk.opening = undefined;
  }
}

async function begin(desk: Desk, opening: Opening, kept: KeptLogin | undefined): Promise<void> {
  const { config, tabs } = desk.world;
  const { code, isCurrent } = opening;
  const { providerBase } = await config();
  if (!isCurrent()) return;
  if (code === 'invalid') throw new PhoneError('phone/code', 'no code in the link', { final: true });
  if (code !== undefined) await open(desk, { ...opening, providerBase, code });
  else if (kept === undefined) desk.show({ at: 'home' });
  else if (await tabs.elsewhere(kept.token)) {
    if (isCurrent()) desk.show({ at: 'elsewhere', mine: true });
  } else await resume(desk, providerBase, kept, isCurrent);
}

type OpeningAt = Opening & { readonly providerBase: string; readonly code: string };

/** Never behind the lock, where it would stand in nobody's history: then the code waits for whoever began. */
async function open(desk: Desk, opening: OpeningAt): Promise<void> {
  const { fetch, tabs, owner } = desk.world;
  const { providerBase, code, mark, isCurrent } = opening;
  if (!hasBegun(owner, opening)) {
    desk.opening = undefined;
    return;
  }
  const session = owner.session();
  try {
    const opened = await openTransaction(providerBase, code, fetch, session);
    // It is used up; from here on the token is what another try needs.
    if (desk.code === code) desk.code = undefined;
    if (isCurrent()) goOn(desk, opened, { mark, codes: [code] });
    else await stop(opened);
  } catch (error) {
    const { code: refusal } = problemOf(error);
    if (refusal === 'provider/session_unknown' && session !== undefined) {
      await openAgain(desk, opening, session);
      return;
    }
    const used = refusal === 'provider/transaction_taken' || refusal === 'provider/transaction_unknown';
    if (!used || !(await tabs.elsewhere(code))) throw error;
    if (!isCurrent()) return;
    desk.code = undefined;
    desk.show({ at: 'elsewhere', mine: false });
  }
}

/** The session was over, and the code is not used up: once whoever began has the app open with another one. */
async function openAgain(desk: Desk, opening: OpeningAt, over: string): Promise<void> {
  const { owner } = desk.world;
  if (!opening.isCurrent()) return;
  if (owner.session() !== over) return open(desk, opening);
  desk.opening = undefined;
  owner.lapsed(over);
}

function hasBegun(owner: Owner, { mark, session }: Opening): boolean {
  return mark === undefined ? owner.session() === session : owner.has(mark);
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
