import type { Random } from '../random.ts';
import { type ErrandOptions, type Errands, errandsOver } from '../reader/errand.ts';
import { readShortToEnd, selectMasterFile } from '../reader/file.ts';
import type { Link } from '../reader/link.ts';
import type { Transport } from '../transport.ts';
import { parseResidenceAddress, type ResidenceAddress } from './address.ts';
import { authenticate } from './authenticate.ts';
import { parsePermission, parseRenewal } from './back.ts';
import { parseCardType, parseSpecificationVersion, type ResidenceCardType } from './common-data.ts';
import { RESIDENCE, RESIDENCE_AID } from './ef.ts';
import { parseFrontImage, parsePortrait } from './picture.ts';
import { secureLink } from './secure-link.ts';
import { parseResidenceSignature, type ResidenceSignature } from './signature.ts';
import type { TripleDes } from './triple-des.ts';

export interface ResidenceCardOptions extends ErrandOptions {
  readonly tripleDes: TripleDes;
  /** Fresh random bytes, as many as asked for. */
  readonly random: Random;
}

/**
 * A residence card as a client sees it. Every method rejects with a CardError alone. Calls may overlap; they are done
 * one after another, each with its own budget of commands and time.
 */
export interface ResidenceCardReader {
  /** Free to read: the specification's version and what the card is. */
  readCommonData(): Promise<{ readonly version: string; readonly type: ResidenceCardType }>;
  /**
   * Proves to the card that its number is known, and has it prove the same. The number's bytes are zero once the
   * promise settles. Another card's number is `card/pin-wrong`; nothing counts the misses.
   */
  authenticate(cardNumber: Uint8Array): Promise<ResidenceSession>;
}

/** What the card number opens, until the card loses power or is authenticated anew. */
export interface ResidenceSession {
  /** TIFF as stored, filled with NUL; empty where there is none. */
  readFrontImage(): Promise<Uint8Array>;
  /** JPEG 2000 as stored, filled with NUL; empty on a child's card. */
  readPortrait(): Promise<Uint8Array>;
  readAddress(): Promise<ResidenceAddress>;
  /** A residence card alone; a special permanent resident's certificate: `card/not-found`. */
  readPermissions(): Promise<{ readonly comprehensive: string; readonly individual: string }>;
  /** Whether an application to renew or to change is pending. A residence card alone. */
  readRenewal(): Promise<boolean>;
  /** Not judged; see residenceSignatureInput. */
  readSignature(): Promise<ResidenceSignature>;
  /** Overwrites the session key: what is read afterwards cannot be deciphered. */
  end(): void;
}

/** The identifier by which the master file is selected. */
const MASTER_FILE = Uint8Array.of(0x3f, 0x00);

/** A typed client over a transport. Sends nothing yet. */
export function openResidenceCard(
  transport: Transport,
  { tripleDes, random, ...options }: ResidenceCardOptions,
): ResidenceCardReader {
  const errands = errandsOver(transport, options);
  return {
    readCommonData: () =>
      errands.run([], async (link) => {
        await selectMasterFile(link, MASTER_FILE);
        const version = parseSpecificationVersion(await readShortToEnd(link, RESIDENCE.commonData));
        const type = parseCardType(await readShortToEnd(link, RESIDENCE.cardType));
        return { version, type };
      }),
    authenticate: (cardNumber) =>
      errands.run([cardNumber], async (link) => {
        await selectMasterFile(link, MASTER_FILE);
        const key = await authenticate(link, tripleDes, random, cardNumber);
        return sessionOver(errands, tripleDes, key);
      }),
  };
}

function sessionOver(errands: Errands, tripleDes: TripleDes, key: Uint8Array): ResidenceSession {
  const secure = (file: number) =>
    errands.free(RESIDENCE_AID.front, (link) => readShortToEnd(secureLink(link, tripleDes, key), file));
  const back = <T>(work: (link: Link) => Promise<T>) => errands.free(RESIDENCE_AID.back, work);
  return {
    readFrontImage: async () => parseFrontImage(await secure(RESIDENCE.frontImage)),
    readPortrait: async () => parsePortrait(await secure(RESIDENCE.portrait)),
    readAddress: () =>
      back(async (link) => parseResidenceAddress(await readShortToEnd(link, RESIDENCE.address))),
    readPermissions: () => back(readPermissions),
    readRenewal: () => back(async (link) => parseRenewal(await readShortToEnd(link, RESIDENCE.renewal))),
    readSignature: () =>
      errands.free(RESIDENCE_AID.signature, async (link) =>
        parseResidenceSignature(await readShortToEnd(link, RESIDENCE.signature)),
      ),
    end: () => {
      key.fill(0);
    },
  };
}

async function readPermissions(
  link: Link,
): Promise<{ readonly comprehensive: string; readonly individual: string }> {
  const comprehensive = await readShortToEnd(link, RESIDENCE.comprehensivePermission);
  const individual = await readShortToEnd(link, RESIDENCE.individualPermission);
  return {
    comprehensive: parsePermission('comprehensivePermission', comprehensive),
    individual: parsePermission('individualPermission', individual),
  };
}
