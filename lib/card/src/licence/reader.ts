import type { LicencePinName } from '../pin.ts';
import type { ErrandOptions } from '../reader/errand.ts';
import { errandsOver, type Work } from '../reader/errand.ts';
import { readToEnd, selectApplication, selectMasterFile } from '../reader/file.ts';
import type { Link } from '../reader/link.ts';
import type { PinOptions } from '../reader/reference.ts';
import type { Transport } from '../transport.ts';
import { type LicenceChanges, parseLicenceChanges } from './change.ts';
import { type LicenceCommonData, parseLicenceCommonData, parsePinSetting } from './common-data.ts';
import { LICENCE, LICENCE_AID } from './ef.ts';
import { type ExternalCharacter, parseExternalCharacters } from './external-character.ts';
import { type LicenceItems, parseLicenceDomicile, parseLicenceItems } from './items.ts';
import { type LicencePin, licenceTries, requireLicencePin, verifyLicencePin } from './pin.ts';
import {
  type LicenceSignature,
  parseLicencePhoto,
  parseLicenceSignature,
  type SignedLicenceFiles,
} from './signature.ts';

/** Whole files: what the signature covers, and the file that holds it. */
export interface LicenceFiles extends SignedLicenceFiles {
  readonly signature: Uint8Array;
}

/**
 * A driver's licence as a client sees it. Every method rejects with a CardError alone. A PIN is handed over for good:
 * its bytes are zero once the promise settles. Where the licence has no PINs (readPinSetting), undefined stands for
 * one. Calls may overlap; they are done one after another.
 */
export interface LicenceReader {
  readCommonData(): Promise<LicenceCommonData>;
  /** Whether the licence has PINs of its owner's choice. No PIN. */
  readPinSetting(): Promise<boolean>;
  /** Costs no try. */
  triesLeft(name: LicencePinName): Promise<number>;
  readItems(pin1: LicencePin, options?: PinOptions): Promise<LicenceItems>;
  readExternalCharacters(pin1: LicencePin, options?: PinOptions): Promise<ExternalCharacter[]>;
  /** What was changed since; see LicenceChanges. */
  readChanges(pin1: LicencePin, options?: PinOptions): Promise<LicenceChanges>;
  /** Not judged; see licenceSignatureInput. */
  readSignature(pin1: LicencePin, options?: PinOptions): Promise<LicenceSignature>;
  readDomicile(pin1: LicencePin, pin2: LicencePin, options?: PinOptions): Promise<string>;
  readDomicileChanges(pin1: LicencePin, pin2: LicencePin, options?: PinOptions): Promise<LicenceChanges>;
  /** The picture as stored, JPEG 2000. */
  readPhoto(pin1: LicencePin, pin2: LicencePin, options?: PinOptions): Promise<Uint8Array>;
  /** All that a judge of the signature needs, in one errand. Each file is of its form. */
  readSigned(pin1: LicencePin, pin2: LicencePin, options?: PinOptions): Promise<LicenceFiles>;
}

/** A typed client over a transport. Sends nothing yet. */
export function openLicence(transport: Transport, options: ErrandOptions = {}): LicenceReader {
  const { run } = errandsOver(transport, options);
  const free = <T>(work: Work<T>) =>
    run([], async (link) => {
      await selectMasterFile(link);
      return work(link);
    });
  const behind = <T>(pins: readonly LicencePin[], pinOptions: PinOptions | undefined, work: Work<T>) =>
    run(
      pins.flatMap((pin) => pin ?? []),
      async (link) => {
        for (const [index, pin] of pins.entries()) requireLicencePin(pinName(index), pin);
        await selectMasterFile(link);
        for (const [index, pin] of pins.entries()) {
          await verifyLicencePin(link, pinName(index), pin, pinOptions ?? {});
        }
        return work(link);
      },
    );
  return {
    readCommonData: () =>
      free(async (link) => parseLicenceCommonData(await readToEnd(link, LICENCE.commonData))),
    readPinSetting: () => free(async (link) => parsePinSetting(await readToEnd(link, LICENCE.pinSetting))),
    triesLeft: (name) => free((link) => licenceTries(link, name)),
    readItems: (pin1, o) =>
      behind([pin1], o, async (link) => parseLicenceItems(await inItems(link, 'items'))),
    readExternalCharacters: (pin1, o) =>
      behind([pin1], o, async (link) => parseExternalCharacters(await inItems(link, 'externalCharacters'))),
    readChanges: (pin1, o) =>
      behind([pin1], o, async (link) => parseLicenceChanges('changes', await inItems(link, 'changes'))),
    readSignature: (pin1, o) =>
      behind([pin1], o, async (link) => parseLicenceSignature(await inItems(link, 'signature'))),
    readDomicile: (pin1, pin2, o) =>
      behind([pin1, pin2], o, async (link) => parseLicenceDomicile(await inItems(link, 'domicile'))),
    readDomicileChanges: (pin1, pin2, o) =>
      behind([pin1, pin2], o, async (link) =>
        parseLicenceChanges('domicileChanges', await inItems(link, 'domicileChanges')),
      ),
    readPhoto: (pin1, pin2, o) =>
      behind([pin1, pin2], o, async (link) => parseLicencePhoto(await photoFile(link))),
    readSigned: (pin1, pin2, o) => behind([pin1, pin2], o, readSigned),
  };
}

function pinName(index: number): LicencePinName {
  return index === 0 ? 'licencePin1' : 'licencePin2';
}

async function inItems(link: Link, name: keyof typeof LICENCE): Promise<Uint8Array> {
  await selectApplication(link, LICENCE_AID.items);
  return readToEnd(link, LICENCE[name]);
}

async function photoFile(link: Link): Promise<Uint8Array> {
  await selectApplication(link, LICENCE_AID.photo);
  return readToEnd(link, LICENCE.photo);
}

async function readSigned(link: Link): Promise<LicenceFiles> {
  await selectApplication(link, LICENCE_AID.items);
  const items = await readToEnd(link, LICENCE.items);
  const domicile = await readToEnd(link, LICENCE.domicile);
  const signature = await readToEnd(link, LICENCE.signature);
  const photo = await photoFile(link);
  parseLicenceItems(items);
  parseLicenceDomicile(domicile);
  parseLicenceSignature(signature);
  parseLicencePhoto(photo);
  return { items, domicile, photo, signature };
}
