import { parseFourItems, parseMyNumber } from '@kazasu/card';
import { table } from '../../terminal.ts';
import type { AtHand } from './at-hand.ts';

/** Whoever reads a My Number should have heard of this. */
const LAW = `A My Number may be asked for, kept and handed on only for the purposes that the law names (番号法, Act No. 27 of 2013,
articles 15, 19 and 20): social security, taxes, disaster relief. Do not log it, and do not keep what you do not need.`;

export interface SessionOptions {
  readonly secureMessaging?: boolean | undefined;
}

export async function readFourItemsTo(at: AtHand, session: SessionOptions): Promise<void> {
  const secureMessaging = session.secureMessaging === true;
  const items = await at.behind(['text'], async (pin, options) =>
    parseFourItems((await at.card.readFourItems(pin, { ...options, secureMessaging })).fourItems),
  );
  const { name, address, birthdate, gender } = items;
  at.answer(
    { name, address, birthdate, gender },
    table([
      ['name', name],
      ['address', address],
      ['birthdate', birthdate],
      ['gender', gender],
    ]),
  );
}

/** The number goes to standard output alone. */
export async function readMyNumberTo(at: AtHand, session: SessionOptions): Promise<void> {
  const secureMessaging = session.secureMessaging === true;
  const myNumber = await at.behind(['text'], async (pin, options) =>
    parseMyNumber(await at.card.readMyNumber(pin, { ...options, secureMessaging })),
  );
  at.terminal.note(LAW);
  at.answer({ myNumber }, myNumber);
}
