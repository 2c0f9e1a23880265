import {
  type Pins,
  type ProofStage,
  pinsFor,
  sendProof,
  signWithCard,
  stagesFor,
} from '../../headless/index.ts';
import { toCards } from './cards.ts';
import type { Desk } from './desk.ts';
import { requireSameCard } from './fingerprint.ts';
import { firstScreen, holdScreen, isAboutPin, isBlocked, pinScreen, withTries } from './next-screen.ts';
import { isPassing, problemOf } from './problem-of.ts';
import type { Held, Problem, Screen } from './screen-state.ts';

type HoldState = Extract<Screen, { at: 'hold' }>;

/**
 * Holds the card to the phone until the proof has been accepted. A card that slips may be held again; what it has signed is sent
 * again without it.
 */
export async function hold(desk: Desk): Promise<void> {
  const { screen } = desk;
  if (screen.at !== 'hold' || screen.stage !== undefined) return;
  const isCurrent = desk.nextTurn();
  const { transaction, held } = screen;
  let reached: ProofStage | undefined;
  if (desk.signed === undefined) {
    // From here on it is under way, also while this device asks for its lock.
    const [stage] = stagesFor(transaction.view);
    desk.show({ at: 'hold', transaction, held, stage, signed: false });
  }
  const onStage = async (stage: ProofStage) => {
    reached = stage;
    const signed = desk.signed !== undefined;
    if (isCurrent()) desk.show({ at: 'hold', transaction, held, stage, signed });
    await desk.world.pause();
  };
  try {
    if (desk.signed === undefined) {
      const pins = await pinsOf(desk, screen);
      if (!isCurrent()) {
        await putBack(desk, held, pins);
        return;
      }
      if (pins === undefined) {
        // They were forgotten when the page was left.
        desk.show(firstScreen(transaction, held));
        return;
      }
      await sign(desk, screen, pins, onStage, isCurrent);
    }
    if (!isCurrent()) return;
    const { signed } = desk;
    if (signed === undefined) return;
    await onStage('server');
    const proved = await sendProof(transaction, signed);
    if (!isCurrent()) return;
    desk.forget();
    desk.showTransaction(proved);
  } catch (error) {
    const problem = problemOf(error);
    const slipped = problem.code === 'card/removed' || problem.code === 'card/timeout';
    const told = slipped && reached !== undefined ? { ...problem, stage: reached } : problem;
    if (isCurrent()) await afterFailedHold(desk, screen, told);
  }
}

/** What was typed, or what this device's lock gives in its place. */
async function pinsOf(desk: Desk, { transaction, held }: HoldState): Promise<Pins | undefined> {
  const needed = pinsFor(transaction.view);
  return held.byLock ? desk.reader(held.reader).unlock?.(held.card.id, needed) : desk.pins.copies(needed);
}

/** The person has stopped, or gone on to something else, while this device asked for its lock: nothing is signed. */
async function putBack(desk: Desk, held: Held, pins: Pins | undefined): Promise<void> {
  overwrite(pins ?? {});
  await desk.reader(held.reader).lock?.();
}

function overwrite(pins: Pins): void {
  for (const pin of Object.values(pins)) pin?.fill(0);
}

async function sign(
  desk: Desk,
  { transaction, held }: HoldState,
  pins: Pins,
  onStage: (stage: ProofStage) => Promise<void>,
  isCurrent: () => boolean,
): Promise<void> {
  const { agreed } = desk;
  const lastTry = {
    authentication: agreed.has('authentication'),
    signature: agreed.has('signature'),
    text: agreed.has('text'),
  };
  try {
    const proof = await desk.withCard(held, async (transport) => {
      await requireSameCard(transport, held);
      return signWithCard({ transaction, transport, pins, lastTry, onStage });
    });
    if (isCurrent()) desk.signed = proof;
  } finally {
    overwrite(pins);
  }
}

async function afterFailedHold(desk: Desk, screen: HoldState, problem: Problem): Promise<void> {
  const { transaction, held } = screen;
  if (!isPassing(problem.code)) desk.signed = undefined;
  const again = (shown?: Problem) =>
    desk.show(holdScreen(transaction, held, desk.signed !== undefined, shown));
  if (problem.code === 'provider/transaction_state') {
    // The answer to what was sent before may have been lost on the way: it may have gone on without us.
    again({ ...problem, final: false });
    await desk.refresh();
  } else if (problem.final) {
    desk.end(problem, transaction);
  } else if (isBlocked(problem)) {
    again();
    await toCards(desk, { ...problem, code: 'card/pin-blocked' });
  } else if (isAboutPin(problem) && !held.byLock) {
    desk.pins.forget(problem.pin);
    desk.agreed.delete(problem.pin);
    const counted = withTries(held, problem.pin, problem.triesLeft);
    desk.show(pinScreen(transaction, counted, problem.pin, problem));
  } else again(problem);
}
