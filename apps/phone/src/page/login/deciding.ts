import { extendTransaction, type Transaction, decide as tell } from '../../headless/index.ts';
import type { Desk } from './desk.ts';
import { takeAway } from './holding.ts';
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
  if (screen.at === 'handover') desk.show({ at: 'handover', transaction, busy: true });
  await takeAway(desk);
  try {
    const decided = await tell(transaction, agree);
    if (isCurrent()) desk.showTransaction(decided);
  } catch (error) {
    if (!isCurrent()) return;
    const problem = problemOf(error);
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
    if (!('transaction' in now) || now.transaction.token !== screen.transaction.token) return false;
    desk.show({ ...now, transaction: { ...now.transaction, view } });
    return true;
  } catch (error) {
    const problem = problemOf(error);
    if (problem.final) desk.end(problem, screen.transaction);
    return false;
  }
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

export function leave(desk: Desk): void {
  desk.nextTurn();
  desk.forget();
  desk.world.session.clear();
  desk.world.tabs.release();
  desk.code = undefined;
  desk.show({ at: 'home' });
}
