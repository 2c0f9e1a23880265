import {
  AID,
  type CardInformation,
  COMMON,
  MASTER_FILE_TAG,
  type MasterFileObjects,
  parseCardInformation,
  tagHex,
} from '../application/index.ts';
import type { Errands } from './errand.ts';
import { getData, readRecord, selectApplication } from './file.ts';
import type { Link } from './link.ts';

/** What a card says of itself. No PIN. */
export interface CardItselfReader {
  /** Serial number, municipality and expiry, from the common application. */
  readCardInformation(): Promise<CardInformation>;
  /** The master file's data objects that the card has, as they are; see parseMasterFile. */
  readMasterFile(): Promise<MasterFileObjects>;
}

export function cardItselfReader({ free }: Errands): CardItselfReader {
  return {
    readCardInformation: () =>
      free(AID.common, async (link) =>
        parseCardInformation(await readRecord(link, COMMON.cardInformation, 1)),
      ),
    // Selecting the issuer security domain brings back the master file's state.
    readMasterFile: () => free(AID.issuerSecurityDomain, readObjects),
  };
}

async function readObjects(link: Link): Promise<MasterFileObjects> {
  link.step('read');
  const objects: { [tagHex4: string]: Uint8Array } = {};
  for (const tag of Object.values(MASTER_FILE_TAG)) {
    const data = await getData(link, tag);
    if (data !== undefined) objects[tagHex(tag)] = data;
  }
  const atr = tagHex(MASTER_FILE_TAG.atr);
  if (objects[atr] === undefined) {
    // Some cards tell their ATR within an application only.
    await selectApplication(link, AID.common);
    const data = await getData(link, MASTER_FILE_TAG.atr);
    if (data !== undefined) objects[atr] = data;
  }
  return objects;
}
