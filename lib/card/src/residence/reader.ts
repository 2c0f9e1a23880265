import { concat } from '@kazasu/bytes';
import { EXTENDED_LE_MAX, SHORT_LE_MAX } from '../apdu.ts';
import { CardError } from '../error.ts';
import type { Random } from '../random.ts';
import { type ErrandOptions, type Errands, errandsOver } from '../reader/errand.ts';
import type { Link } from '../reader/link.ts';
import { requireOk } from '../reader/status-error.ts';
import { STATUS } from '../status.ts';
import type { Transport } from '../transport.ts';
import { authenticate } from './authenticate.ts';
import { RESIDENCE, RESIDENCE_AID } from './ef.ts';
import {
  parseCardType,
  parseFrontImage,
  parsePermission,
  parsePortrait,
  parseRenewal,
  parseResidenceAddress,
  parseResidenceSignature,
  parseSpecificationVersion,
  type ResidenceAddress,
  type ResidenceCardType,
  type ResidenceSignature,
} from './file.ts';
import { MESSAGING_CLASS, openMessage, sealLength } from './messaging.ts';
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

/** Longest file: the front. */
const FILE_MAX = 8_192;
/** What one READ BINARY asks for under secure messaging. */
const SECURE_READ_LENGTH = 1_024;

/** A typed client over a transport. Sends nothing yet. */
export function openResidenceCard(
  transport: Transport,
  { tripleDes, random, ...options }: ResidenceCardOptions,
): ResidenceCardReader {
  const errands = errandsOver(transport, options);
  return {
    readCommonData: () =>
      errands.run([], async (link) => {
        await selectMasterFile(link);
        const version = parseSpecificationVersion(await readPlain(link, RESIDENCE.commonData));
        const type = parseCardType(await readPlain(link, RESIDENCE.cardType));
        return { version, type };
      }),
    authenticate: (cardNumber) =>
      errands.run([cardNumber], async (link) => {
        await selectMasterFile(link);
        const key = await authenticate(link, tripleDes, random, cardNumber);
        return sessionOver(errands, tripleDes, key);
      }),
  };
}

function sessionOver(errands: Errands, tripleDes: TripleDes, key: Uint8Array): ResidenceSession {
  const secure = (file: number) =>
    errands.free(RESIDENCE_AID.front, (link) => readSecure(link, tripleDes, key, file));
  const back = <T>(work: (link: Link) => Promise<T>) => errands.free(RESIDENCE_AID.back, work);
  return {
    readFrontImage: async () => parseFrontImage(await secure(RESIDENCE.frontImage)),
    readPortrait: async () => parsePortrait(await secure(RESIDENCE.portrait)),
    readAddress: () => back(async (link) => parseResidenceAddress(await readPlain(link, RESIDENCE.address))),
    readPermissions: () => back(readPermissions),
    readRenewal: () => back(async (link) => parseRenewal(await readPlain(link, RESIDENCE.renewal))),
    readSignature: () =>
      errands.free(RESIDENCE_AID.signature, async (link) =>
        parseResidenceSignature(await readPlain(link, RESIDENCE.signature)),
      ),
    end: () => {
      key.fill(0);
    },
  };
}

async function readPermissions(
  link: Link,
): Promise<{ readonly comprehensive: string; readonly individual: string }> {
  const comprehensive = await readPlain(link, RESIDENCE.comprehensivePermission);
  const individual = await readPlain(link, RESIDENCE.individualPermission);
  return {
    comprehensive: parsePermission('comprehensivePermission', comprehensive),
    individual: parsePermission('individualPermission', individual),
  };
}

async function selectMasterFile(link: Link): Promise<void> {
  link.step('application');
  const command = { cla: 0, ins: 0xa4, p1: 0, p2: 0, data: Uint8Array.of(0x3f, 0x00) };
  const { status } = await link.exchange(command);
  requireOk(status, 'select master file');
}

function readPlain(link: Link, file: number): Promise<Uint8Array> {
  return readToEnd(link, file, SHORT_LE_MAX, async (at) => {
    const { data, status } = await link.exchange({ cla: 0, ins: 0xb0, ...at, le: SHORT_LE_MAX });
    return { data, status };
  });
}

function readSecure(link: Link, tripleDes: TripleDes, key: Uint8Array, file: number): Promise<Uint8Array> {
  return readToEnd(link, file, SECURE_READ_LENGTH, async (at) => {
    const command = { cla: MESSAGING_CLASS, ins: 0xb0, ...at, data: sealLength(SECURE_READ_LENGTH) };
    const { data, status } = await link.exchange({ ...command, le: EXTENDED_LE_MAX });
    if (status === STATUS.secureMessagingData || status === STATUS.secureMessagingLost) {
      throw new CardError('card/session', 'session lost', { status });
    }
    if (status !== STATUS.ok || data.length === 0) return { data: new Uint8Array(), status };
    const opened = openMessage(tripleDes, key, data)?.data;
    if (opened === undefined || opened.length > SECURE_READ_LENGTH) {
      throw new CardError('card/response', 'an answer within a session cannot be read');
    }
    return { data: opened, status };
  });
}

type ReadAt = (at: { readonly p1: number; readonly p2: number }) => Promise<{
  readonly data: Uint8Array;
  readonly status: number;
}>;

/**
 * A file by its short identifier to its end, which is where less comes than was asked for. The first READ makes it the
 * current file, the others go on in it.
 */
async function readToEnd(link: Link, file: number, step: number, readAt: ReadAt): Promise<Uint8Array> {
  link.step('read');
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (;;) {
    const at = offset === 0 ? { p1: 0x80 | file, p2: 0 } : { p1: offset >> 8, p2: offset & 255 };
    const { data, status } = await readAt(at);
    if (offset > 0 && status === STATUS.offsetPastEnd) break;
    requireOk(status, 'read file');
    parts.push(data);
    offset += data.length;
    if (offset > FILE_MAX) throw new CardError('card/response', 'file without end');
    if (data.length < step) break;
  }
  if (offset === 0) throw new CardError('card/response', 'empty file');
  return concat(...parts);
}
