import {
  extendTransaction,
  resumeTransaction,
  type Transaction,
  decide as tell,
} from '../../headless/index.ts';
import type { Desk } from './desk.ts';
import { stateOf } from './next-screen.ts';
import { problemOf } from './problem-of.ts';

/** Agrees, or stops at any time. */
export async function decide(desk: Desk, agree: boolean): Promise<void> {
  const { screen } = desk;
  if (!('transaction' in screen) || stateOf(screen) === undefined) return;
  if (screen.at === 'handover' ? screen.busy : agree) return;
  desk.forget();
  const isCurrent = desk.nextTurn();
  const { transaction } = screen;
  const { owner } = desk.world;
  // Who stops needs none.
  const session = agree ? owner.session() : undefined;
  if (screen.at === 'handover') desk.show({ at: 'handover', transaction, busy: true });
  try {
    const decided = await tell(transaction, agree, session);
    if (isCurrent()) desk.showTransaction(decided);
  } catch (error) {
    if (!isCurrent()) return;
    const problem = problemOf(error);
    if (screen.at === 'handover' && session !== undefined && problem.code === 'provider/session_unknown') {
      desk.show({ ...screen, busy: false });
      owner.lapsed(session);
      return;
    }
    const overtaken = problem.code === 'provider/transaction_state';
    if (!overtaken && (screen.at !== 'handover' || problem.final)) {
      desk.end(problem, transaction);
      return;
    }
    desk.show(screen.at === 'handover' ? { at: 'handover', transaction, busy: false, problem } : screen);
    // It ended elsewhere, or the answer to an earlier try was lost on the way.
    if (overtaken) await desk.refresh();
  }
}

/** More time. False when there is none to be had. */
export async function extend(desk: Desk): Promise<boolean> {
  const { screen } = desk;
  if (!('transaction' in screen) || stateOf(screen) === undefined) return false;
  try {
    const { view } = await extendTransaction(screen.transaction);
    const now = desk.screen;
    if (!('transaction' in now) || !isStillAt(desk, screen.transaction)) return false;
    desk.show({ ...now, transaction: { ...now.transaction, view } });
    return true;
  } catch (error) {
    const problem = problemOf(error);
    if (problem.final && isStillAt(desk, screen.transaction)) desk.end(problem, screen.transaction);
    return false;
  }
}

/** Another login may be open by now. */
function isStillAt({ screen }: Desk, { token }: Transaction): boolean {
  return 'transaction' in screen && screen.transaction.token === token;
}

/** The address that leads this device's browser back, if the provider gave one of its own. */
export function wayBack({ providerBase, view }: Transaction): string | undefined {
  const { returnUrl, openedBy } = view;
  return openedBy !== 'qr' && returnUrl?.startsWith(`${providerBase}/`) ? returnUrl : undefined;
}

/** Leaves for where the person came from; nothing of the transaction stays in this tab. */
export function goBack(desk: Desk): void {
  const { screen, world } = desk;
  const over = screen.at === 'done' ? screen.transaction : screen.at === 'ended' ? screen.told : undefined;
  const address = over && wayBack(over);
  if (address === undefined) return;
  leave(desk);
  world.goTo(address);
}

/**
 * Leaves what somebody else had begun here, at once, and stops it at the provider, so that their browser does not wait and nothing that
 * was read stays there. What another tab goes on with is that tab's.
 */
export async function abandon(desk: Desk): Promise<void> {
  const { config, fetch, session, tabs } = desk.world;
  const kept = session.read();
  leave(desk);
  if (kept === undefined) return;
  try {
    if (await tabs.elsewhere(kept.token)) return;
    const { providerBase } = await config();
    await stop(await resumeTransaction(providerBase, kept.token, fetch));
  } catch {
    // It is over already, or will be when its time is.
  }
}

/** Nobody goes on with it: the browser that began has its answer at once, where the provider can be told. */
export async function stop(transaction: Transaction): Promise<void> {
  await tell(transaction, false).catch(() => {});
}

export function leave(desk: Desk): void {
  desk.nextTurn();
  desk.forget();
  desk.world.session.clear();
  desk.world.tabs.release();
  desk.code = undefined;
  desk.mark = undefined;
  desk.show({ at: 'home' });
}
