import { renewDigits, resumeTransaction } from '../../headless/index.ts';
import type { Desk } from './desk.ts';
import { isPassing, problemOf } from './problem-of.ts';

/** How often it is looked whether the digits have been typed; longer after each look that found nobody. */
const PACE_MS = 1_500;
const PACE_MAX_MS = 15_000;

/** Waits until the digits have been typed into the browser that began, and goes on by itself. */
export async function watchMatch(desk: Desk): Promise<void> {
  const isCurrent = desk.nextTurn();
  for (let failures = 0; ; ) {
    await desk.world.wait(Math.min(PACE_MS * 2 ** failures, PACE_MAX_MS));
    const { screen } = desk;
    if (!isCurrent() || screen.at !== 'match') return;
    const { providerBase, token, fetch, view } = screen.transaction;
    try {
      const transaction = await resumeTransaction(providerBase, token, fetch);
      if (!isCurrent() || desk.screen.at !== 'match') return;
      failures = 0;
      if (transaction.view.state !== 'scanned') return goOnFrom(desk, transaction);
      // Digits that were asked for while this answer was on its way are newer than those in it.
      const { match } = desk.screen.transaction.view;
      const renewed = match !== undefined && match.digits !== view.match?.digits;
      const now = renewed ? { ...transaction, view: { ...transaction.view, match } } : transaction;
      desk.show({ ...desk.screen, transaction: now, lost: false });
    } catch (error) {
      const problem = problemOf(error);
      if (!isCurrent() || desk.screen.at !== 'match') return;
      if (!isPassing(problem.code)) return desk.end(problem, { ...screen.transaction, view });
      failures += 1;
      const lost = desk.screen.lost || problem.code === 'phone/unreachable';
      desk.show({ ...desk.screen, lost });
    }
  }
}

function goOnFrom(desk: Desk, transaction: Awaited<ReturnType<typeof resumeTransaction>>): void {
  if (transaction.view.state === 'failed') {
    desk.end({ code: 'provider/match_failed', final: true }, transaction);
  } else desk.showTransaction(transaction);
}

/** New digits, for those whose time is over, or that somebody else may have seen. */
export async function renew(desk: Desk): Promise<void> {
  const { screen } = desk;
  if (screen.at !== 'match' || screen.busy) return;
  const { problem: _, ...rest } = screen;
  const { token } = screen.transaction;
  desk.show({ ...rest, busy: true });
  try {
    const transaction = await renewDigits(screen.transaction);
    if (desk.screen.at !== 'match' || desk.screen.transaction.token !== token) return;
    if (transaction.view.state === 'scanned') desk.show({ ...desk.screen, transaction, busy: false });
    else desk.showTransaction(transaction);
  } catch (error) {
    const problem = problemOf(error);
    if (desk.screen.at !== 'match' || desk.screen.transaction.token !== token) return;
    if (problem.final) desk.end(problem, screen.transaction);
    else desk.show({ ...desk.screen, busy: false, problem });
  }
}
