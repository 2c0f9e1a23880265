import { openTransaction, PhoneError, resumeTransaction, type Transaction } from '../../headless/index.ts';
import type { Desk, OpenCode } from './desk.ts';
import { watchMatch } from './matching.ts';
import { problemOf } from './problem-of.ts';

/** From the code of a link, or from what an earlier page of this tab has left. */
export async function start(desk: Desk, code: OpenCode): Promise<void> {
  const { session } = desk.world;
  const isCurrent = desk.nextTurn();
  desk.forget();
  desk.code = code;
  desk.hidden = false;
  desk.show({ at: 'starting' });
  const token = session.read();
  try {
    const { providerBase } = await desk.world.config();
    if (code === 'invalid') throw new PhoneError('phone/code', 'no code in the link', { final: true });
    if (code !== undefined) await open(desk, providerBase, code, isCurrent);
    else if (token === undefined) desk.show({ at: 'home' });
    else if (await desk.world.tabs.elsewhere(token)) {
      if (isCurrent()) desk.show({ at: 'elsewhere', mine: true });
    } else await resume(desk, providerBase, token, isCurrent);
  } catch (error) {
    if (isCurrent()) desk.end(problemOf(error));
  }
}

async function open(desk: Desk, providerBase: string, code: string, isCurrent: () => boolean): Promise<void> {
  const { fetch, tabs, holder } = desk.world;
  try {
    const opened = await openTransaction(providerBase, code, fetch, holder?.());
    // It is used up; from here on the token is what another try needs.
    desk.code = undefined;
    if (isCurrent()) goOn(desk, opened, [code]);
  } catch (error) {
    const { code: refusal } = problemOf(error);
    const used = refusal === 'provider/transaction_taken' || refusal === 'provider/transaction_unknown';
    if (!used || !(await tabs.elsewhere(code))) throw error;
    if (isCurrent()) desk.show({ at: 'elsewhere', mine: false });
  }
}

async function resume(
  desk: Desk,
  providerBase: string,
  token: string,
  isCurrent: () => boolean,
): Promise<void> {
  const found = await resumeTransaction(providerBase, token, desk.world.fetch);
  if (isCurrent()) goOn(desk, found, []);
}

/** Shows it, and lets the other tabs of this browser know where it is. */
function goOn(desk: Desk, transaction: Transaction, codes: readonly string[]): void {
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
  const token = world.session.read();
  if (screen.at !== 'elsewhere' || !screen.mine || token === undefined) return;
  const isCurrent = desk.nextTurn();
  desk.show({ at: 'starting' });
  try {
    const { providerBase } = await world.config();
    world.tabs.take(token);
    await resume(desk, providerBase, token, isCurrent);
  } catch (error) {
    if (isCurrent()) desk.end(problemOf(error));
  }
}
