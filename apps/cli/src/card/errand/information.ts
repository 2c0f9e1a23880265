import { toHex } from '@kazasu/bytes';
import { type CardReader, parseMasterFile, TOKEN_LABEL } from '@kazasu/card';
import { table } from '../../terminal.ts';
import { type CardKind, KIND_NAMES } from '../kind.ts';
import { type AtHand, type CardCommandOptions, type CardContext, withCard } from './at-hand.ts';
import { licenceTells } from './licence.ts';
import { orNone } from './or-none.ts';
import { pinsOf, pinsText } from './pin.ts';
import { residenceCardTells } from './residence.ts';
import { NOT_TOLD, type Told } from './told.ts';

/** What kind of device answers, by its token label (facts a.4). */
const DEVICES: { readonly [label: string]: string } = {
  [TOKEN_LABEL.myNumberCard]: 'My Number Card',
  [TOKEN_LABEL.android]: 'Android phone',
  [TOKEN_LABEL.iphone]: 'iPhone',
  JPKIAPICCTOKEN: 'Basic Resident Register card (住基カード)',
};

const TELLERS: { readonly [kind in CardKind]: (at: AtHand) => Promise<Told> } = {
  'my-number': myNumberCardTells,
  licence: licenceTells,
  residence: residenceCardTells,
};

/** `kazasu card info`: everything that a card tells without a secret. Costs no try. */
export function showInformation(options: CardCommandOptions, context: CardContext): Promise<void> {
  return withCard(options, context, async (at) => {
    const { where, kind } = at.held;
    const { facts, rows, device } = await (kind === undefined ? unknownCardTells(at) : TELLERS[kind](at));
    const pins = await pinsOf(at);
    const named = [
      ['where', where],
      ['kind', kind === undefined ? 'none that is known here' : (device ?? KIND_NAMES[kind])],
    ];
    at.answer(
      { where, kind: kind ?? null, ...facts, pins },
      [table([...named, ...rows]), pinsText(at, pins)].join('\n\n'),
    );
  });
}

/** What a card does not tell is null. */
async function myNumberCardTells(at: AtHand): Promise<Told> {
  const told = <T>(ask: (card: CardReader) => Promise<T>) => at.free((card) => orNone(ask(card)));
  const label = await told((card) => card.readTokenLabel());
  const certificates = await told((card) => card.readAvailability());
  const card = await told((reader) => reader.readCardInformation());
  const masterFile = await told(async (reader) => parseMasterFile(await reader.readMasterFile()));
  const here = (present: boolean | undefined) =>
    present === undefined ? NOT_TOLD : present ? 'here' : 'not here';
  const device = label === null ? null : (DEVICES[label] ?? null);
  const facts = {
    atr: atrText(at.held.atr ?? masterFile?.atr),
    label,
    device,
    certificates,
    serial: card?.serial ?? null,
    municipality: card?.municipality ?? masterFile?.municipality ?? null,
    expiry: card?.expiry ?? masterFile?.expiry ?? null,
  };
  return {
    facts,
    device,
    rows: [
      ['ATR', facts.atr ?? NOT_TOLD],
      ['label', label === null ? NOT_TOLD : `${label} (${device ?? 'unknown to us'})`],
      ['authentication', here(certificates?.authentication)],
      ['signature', here(certificates?.signature)],
      ['serial', facts.serial ?? NOT_TOLD],
      ['municipality', facts.municipality ?? NOT_TOLD],
      ['expiry', facts.expiry ?? NOT_TOLD],
    ],
  };
}

async function unknownCardTells({ held }: AtHand): Promise<Told> {
  const atr = atrText(held.atr);
  return { facts: { atr }, rows: [['ATR', atr ?? NOT_TOLD]] };
}

function atrText(atr: Uint8Array | undefined): string | null {
  return atr === undefined ? null : toHex(atr);
}

/** The part of it that the common application has. */
export async function readCardInformationTo(at: AtHand): Promise<void> {
  const { serial, municipality, expiry } = await at.free((card) => card.readCardInformation());
  at.answer(
    { serial, municipality, expiry },
    table([
      ['serial', serial],
      ['municipality', municipality],
      ['expiry', expiry],
    ]),
  );
}
