import { toHex } from '@kazasu/bytes';
import { type CardReader, parseMasterFile, TOKEN_LABEL } from '@kazasu/card';
import { table } from '../../terminal.ts';
import { type AtHand, type CardContext, type CardOptions, withCard } from './at-hand.ts';
import { orNone } from './or-none.ts';
import { pinRows, pinsOf } from './pin.ts';

/** What kind of device answers, by its token label (facts a.4). */
const DEVICES: { readonly [label: string]: string } = {
  [TOKEN_LABEL.myNumberCard]: 'My Number Card',
  [TOKEN_LABEL.android]: 'Android phone',
  [TOKEN_LABEL.iphone]: 'iPhone',
  JPKIAPICCTOKEN: 'Basic Resident Register card (住基カード)',
};

/** `kazasu card info`: everything that a card tells without a PIN. Costs no try. */
export function showInformation(options: CardOptions, context: CardContext): Promise<void> {
  return withCard(options, context, async (at) => {
    const information = await informationOf(at);
    at.answer(information, describe(information));
  });
}

/** What a card does not tell is null. */
async function informationOf(at: AtHand) {
  const told = <T>(ask: (card: CardReader) => Promise<T>) => at.free((card) => orNone(ask(card)));
  const label = await told((card) => card.readTokenLabel());
  const certificates = await told((card) => card.readAvailability());
  const card = await told((reader) => reader.readCardInformation());
  const masterFile = await told(async (reader) => parseMasterFile(await reader.readMasterFile()));
  const atr = at.held.atr ?? masterFile?.atr;
  return {
    where: at.held.where,
    atr: atr === undefined ? null : toHex(atr),
    label,
    device: label === null ? null : (DEVICES[label] ?? null),
    certificates,
    serial: card?.serial ?? null,
    municipality: card?.municipality ?? masterFile?.municipality ?? null,
    expiry: card?.expiry ?? masterFile?.expiry ?? null,
    pins: await pinsOf(at),
  };
}

type Information = Awaited<ReturnType<typeof informationOf>>;

const UNTOLD = 'not told';

function describe(information: Information): string {
  const { where, atr, label, device, certificates, serial, municipality, expiry, pins } = information;
  const here = (present: boolean | undefined) => (present === true ? 'here' : 'not here');
  return [
    table([
      ['where', where],
      ['ATR', atr ?? UNTOLD],
      ['label', label === null ? UNTOLD : `${label} (${device ?? 'unknown to us'})`],
      ['authentication', certificates === null ? UNTOLD : here(certificates.authentication)],
      ['signature', certificates === null ? UNTOLD : here(certificates.signature)],
      ['serial', serial ?? UNTOLD],
      ['municipality', municipality ?? UNTOLD],
      ['expiry', expiry ?? UNTOLD],
    ]),
    table(pinRows(pins)),
  ].join('\n\n');
}
