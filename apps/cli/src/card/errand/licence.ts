import {
  type LicenceChange,
  type LicenceChanges,
  type LicencePin,
  type LicenceReader,
  openLicence,
} from '@kazasu/card/licence';
import { table } from '../../terminal.ts';
import { portraitToPng } from '../image/index.ts';
import type { AtHand } from './at-hand.ts';
import { orNone } from './or-none.ts';
import { type FolderOptions, filesIn, intoNewFiles } from './out-file.ts';
import { NOT_TOLD, type Told } from './told.ts';

/**
 * What is printed on a driver's licence, and what was changed since: a name or an address that was is among `printed`
 * then. Where its owner chose no PINs, none is asked for.
 */
export async function readLicenceTo(at: AtHand): Promise<void> {
  const { licence, locked } = await openAt(at);
  const { items, changes } = locked
    ? await at.behind(['licencePin1'], async (pin, options) => {
        // The reader overwrites what it is handed.
        const again = pin.slice();
        try {
          const items = await licence.readItems(pin, options);
          return { items, changes: await orNone(licence.readChanges(again, options)) };
        } finally {
          again.fill(0);
        }
      })
    : await at.free(async () => ({
        items: await licence.readItems(undefined),
        changes: await orNone(licence.readChanges(undefined)),
      }));
  const { name, kana, address, authority } = items;
  const { now, printed } = changed({ name, kana, address, authority }, changes);
  const { categories, conditions, ...texts } = { ...items, ...now };
  at.answer(
    { ...items, ...now, printed, changes: changes?.changes ?? null },
    table([
      ...Object.entries(texts).filter(([, text]) => text !== ''),
      ...conditions.map((condition) => ['condition', condition]),
      ...Object.entries(categories).map(([category, date]) => [`category ${category}`, date]),
      ...changeRows(printed, changes),
    ]),
  );
}

/** What both PINs open: the photo as a PNG file. */
export async function readLicencePhotoTo(at: AtHand, { out = '.' }: FolderOptions): Promise<void> {
  const files = filesIn(out, { file: 'licence-photo.png' });
  await intoNewFiles(files, async (write) => {
    const { licence, locked } = await openAt(at);
    const photo = locked
      ? await behindBoth(at, (pin1, pin2) => licence.readPhoto(pin1, pin2, at.pinOptions))
      : await at.free(() => licence.readPhoto(undefined, undefined));
    write('file', await at.free(() => portraitToPng(photo)));
  });
  at.answer(files, files.file);
}

/** The registered domicile, and what was changed of it. */
export async function readLicenceDomicileTo(at: AtHand): Promise<void> {
  const { licence, locked } = await openAt(at);
  const read = async (pins: readonly [LicencePin, LicencePin], again: readonly [LicencePin, LicencePin]) => ({
    domicile: await licence.readDomicile(...pins, at.pinOptions),
    changes: await orNone(licence.readDomicileChanges(...again, at.pinOptions)),
  });
  const none = [undefined, undefined] as const;
  const { domicile, changes } = locked
    ? await behindBoth(at, async (...pins) => {
        const again = [pins[0]?.slice(), pins[1]?.slice()] as const;
        try {
          return await read(pins, again);
        } finally {
          for (const pin of again) pin?.fill(0);
        }
      })
    : await at.free(() => read(none, none));
  const { now, printed } = changed({ domicile }, changes);
  at.answer(
    { ...now, printed, changes: changes?.changes ?? null },
    table([...Object.entries(now), ...changeRows(printed, changes)]),
  );
}

/** What a licence tells without a PIN. */
export async function licenceTells(at: AtHand): Promise<Told> {
  const licence = openLicence(at.held.transport, { onStep: at.onStep });
  const common = await at.free(() => orNone(licence.readCommonData()));
  const locked = await at.free(() => orNone(licence.readPinSetting()));
  const { version = null, issueDate = null, expiryDate = null } = common ?? {};
  return {
    facts: { version, issueDate, expiryDate, locked },
    rows: [
      ['version', version ?? NOT_TOLD],
      ['issued', issueDate ?? NOT_TOLD],
      ['expiry', expiryDate ?? NOT_TOLD],
      ['PINs', locked === null ? NOT_TOLD : locked ? 'chosen by its owner' : 'none were chosen'],
    ],
  };
}

/** The texts as they are after the changes, the newest of which counts, and those that were before. */
function changed<Texts extends { readonly [kind: string]: string }>(
  texts: Texts,
  changes: LicenceChanges | null,
): { now: Texts; printed: { readonly [kind: string]: string } } {
  const newest = new Map<string, string>((changes?.changes ?? []).map(({ kind, text }) => [kind, text]));
  const kinds = Object.keys(texts).filter((kind) => newest.has(kind));
  const pick = (from: (kind: string) => string | undefined) =>
    Object.fromEntries(kinds.map((kind) => [kind, from(kind) ?? '']));
  return {
    now: { ...texts, ...pick((kind) => newest.get(kind)) },
    printed: pick((kind) => texts[kind]),
  };
}

function changeRows(
  printed: { readonly [kind: string]: string },
  changes: LicenceChanges | null,
): (readonly string[])[] {
  if (changes === null) return [['changes', NOT_TOLD]];
  const row = ({ kind, date, text, authority }: LicenceChange) => [
    `changed ${date}`,
    `${kind}: ${text}${authority === '' ? '' : ` (${authority})`}`,
  ];
  return [
    ...Object.entries(printed).map(([kind, text]) => [`printed ${kind}`, text]),
    ...changes.changes.map(row),
  ];
}

async function openAt(at: AtHand): Promise<{ licence: LicenceReader; locked: boolean }> {
  const licence = openLicence(at.held.transport, { onStep: at.onStep });
  return { licence, locked: await at.free(() => licence.readPinSetting()) };
}

/** Both PINs are known before the card is asked for either. */
async function behindBoth<T>(
  at: AtHand,
  work: (pin1: LicencePin, pin2: LicencePin) => Promise<T>,
): Promise<T> {
  const first = await at.pins.get('licencePin1');
  const second = await at.pins.get('licencePin2').catch((problem: unknown) => {
    first.pin.fill(0);
    throw problem;
  });
  try {
    return await at.free(() => work(first.pin, second.pin));
  } finally {
    first.pin.fill(0);
    second.pin.fill(0);
  }
}
