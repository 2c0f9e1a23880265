import type { Transport } from '@kazasu/card';
import { PhoneError, pinsFor, type Transaction, triesOnCard } from '../../headless/index.ts';
import { type BoxCard, type ReaderId, rememberedReader, rememberReader } from './card-reader.ts';
import type { Desk } from './desk.ts';
import { fingerprintOf } from './fingerprint.ts';
import { firstScreen } from './next-screen.ts';
import { problemOf } from './problem-of.ts';
import type { Held, Problem } from './screen-state.ts';

/** To the cards of the reader used last: after the confirmation, after a problem, or to take another card. */
export async function toCards(desk: Desk, problem?: Problem): Promise<void> {
  const { screen, world } = desk;
  if (screen.at === 'hold' ? screen.stage !== undefined : !['confirm', 'card', 'pin'].includes(screen.at))
    return;
  if (!('transaction' in screen)) return;
  const reader = screen.at === 'card' ? screen.reader : rememberedReader(world.readers(), world.storage).id;
  await look(desk, screen.transaction, reader, problem);
}

/** To the cards of another reader, which is remembered. */
export async function chooseReader(desk: Desk, id: ReaderId): Promise<void> {
  const { screen, world } = desk;
  if (screen.at !== 'card' || screen.busy) return;
  rememberReader(id, world.storage);
  await look(desk, screen.transaction, id);
}

async function look(desk: Desk, transaction: Transaction, id: ReaderId, problem?: Problem): Promise<void> {
  desk.forget();
  const isCurrent = desk.nextTurn();
  const shown = { at: 'card', transaction, reader: id, busy: false } as const;
  desk.show({ ...shown, cards: undefined, ...(problem && { problem }) });
  try {
    const cards = await desk.reader(id).list();
    if (isCurrent()) desk.show({ ...shown, cards, ...(problem && { problem }) });
  } catch (error) {
    if (isCurrent()) desk.show({ ...shown, cards: [], problem: problemOf(error) });
  }
}

/** Takes a card in hand and looks how many tries its PINs have left. */
export async function takeCard(desk: Desk, card: BoxCard): Promise<void> {
  const { screen } = desk;
  if (screen.at !== 'card' || screen.busy) return;
  const { transaction, cards, reader } = screen;
  const isCurrent = desk.nextTurn();
  const shown = { at: 'card', transaction, reader, cards } as const;
  desk.show({ ...shown, busy: true });
  try {
    const held = await desk.withCard({ card, reader }, (transport) =>
      lookAt(desk, transport, { card, reader }, transaction),
    );
    if (isCurrent()) desk.show(firstScreen(transaction, held));
  } catch (error) {
    if (isCurrent()) desk.show({ ...shown, busy: false, problem: problemOf(error) });
  }
}

async function lookAt(
  desk: Desk,
  transport: Transport,
  { card, reader }: Pick<Held, 'card' | 'reader'>,
  transaction: Transaction,
): Promise<Held> {
  const tries = await triesOnCard(transaction, transport);
  const blocked = pinsFor(transaction.view).find((pin) => tries[pin] === 0);
  if (blocked !== undefined) throw new PhoneError('card/pin-blocked', 'no try left', { pin: blocked });
  const fingerprint = await fingerprintOf(transport);
  return { card, reader, tries, fingerprint, byLock: desk.reader(reader).unlock !== undefined };
}
