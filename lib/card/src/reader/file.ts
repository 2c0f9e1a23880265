import { concat } from '@kazasu/bytes';
import { EXTENDED_LE_MAX, SHORT_LE_MAX } from '../apdu.ts';
import { CardError } from '../error.ts';
import { STATUS } from '../status.ts';
import type { Link } from './link.ts';
import { requireOk } from './status-error.ts';

/** No file of the card comes near, but for the face with its portrait; a longer one is a lie. */
const FILE_MAX = 8_192;
/** The portrait may fill its file to the end: as far as READ BINARY reaches with an offset of 15 bits. */
export const FACE_FILE_MAX = 0x7fff;

/** SELECT an application. Drops every verified PIN. */
export async function selectApplication(link: Link, aid: Uint8Array): Promise<void> {
  link.step('application');
  const { status } = await link.exchange({ cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: aid });
  requireOk(status, 'select application');
}

/** SELECT the master file: some cards want it named, `3F00`, others want no data. Drops every PIN of an application. */
export async function selectMasterFile(link: Link, named: Uint8Array = new Uint8Array()): Promise<void> {
  link.step('application');
  const { status } = await link.exchange({ cla: 0, ins: 0xa4, p1: 0, p2: 0, data: named });
  requireOk(status, 'select master file');
}

export async function selectFile(link: Link, identifier: number): Promise<void> {
  const data = Uint8Array.of(identifier >> 8, identifier & 255);
  const { status } = await link.exchange({ cla: 0, ins: 0xa4, p1: 2, p2: 0x0c, data });
  requireOk(status, 'select file');
}

/**
 * Reads a certificate: `30 82` and two octets of length tell how much. Another beginning is CardError `card/file`,
 * a card that ends before, or never ends, `card/response`.
 */
export async function readCertificate(link: Link, identifier: number): Promise<Uint8Array> {
  link.step('read');
  await selectFile(link, identifier);
  const header = await readExactly(link, 0, 4);
  const [tag, form, high, low] = header as unknown as [number, number, number, number];
  const length = high * 256 + low;
  if (tag !== 0x30 || form !== 0x82 || length < 256 || length > FILE_MAX) {
    throw new CardError('card/file', 'certificate: not a DER SEQUENCE of plausible length');
  }
  return concat(header, await readExactly(link, 4, length));
}

/** Reads a file to its end, filler included. An empty file and one that never ends are CardError `card/response`. */
export async function readToEnd(link: Link, identifier: number, lengthMax = FILE_MAX): Promise<Uint8Array> {
  link.step('read');
  await selectFile(link, identifier);
  return readPieces(link, 0, lengthMax);
}

/** As {@link readToEnd}, without a SELECT: the first READ names the file, which makes it the current one. */
export function readShortToEnd(link: Link, shortIdentifier: number): Promise<Uint8Array> {
  link.step('read');
  return readPieces(link, (0x80 | shortIdentifier) << 8, FILE_MAX);
}

async function readPieces(link: Link, start: number, lengthMax: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (;;) {
    const part = await readAt(link, offset === 0 ? start : offset, link.readLength);
    parts.push(part);
    offset += part.length;
    if (offset > lengthMax) throw new CardError('card/response', 'file without end');
    if (part.length < link.readLength) break;
  }
  if (offset === 0) throw new CardError('card/response', 'empty file');
  return concat(...parts);
}

async function readExactly(link: Link, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const part = await readAt(link, start + filled, Math.min(SHORT_LE_MAX, length - filled));
    if (part.length === 0) throw new CardError('card/response', 'file shorter than it says');
    bytes.set(part, filled);
    filled += part.length;
  }
  return bytes;
}

/** READ BINARY at a 15-bit offset, or as P1-P2 name a file. At or past the end the answer is empty. */
async function readAt(link: Link, offset: number, le: number): Promise<Uint8Array> {
  const command = { cla: 0, ins: 0xb0, p1: offset >> 8, p2: offset & 255, le };
  const { data, status } = await link.exchange(command);
  if (status === STATUS.offsetPastEnd) return new Uint8Array();
  requireOk(status, 'read file');
  return data;
}

/** READ RECORD of a record by its number. */
export async function readRecord(link: Link, identifier: number, number: number): Promise<Uint8Array> {
  link.step('read');
  await selectFile(link, identifier);
  const command = { cla: 0, ins: 0xb2, p1: number, p2: 0x04, le: SHORT_LE_MAX };
  const { data, status } = await link.exchange(command);
  requireOk(status, 'read record');
  return data;
}

/**
 * GET DATA; undefined where the card has no such object. An object that a short Le cannot fetch is refused with 6700 by
 * the card and asked for once more with an extended one (facts a.8).
 */
export async function getData(link: Link, tag: number): Promise<Uint8Array | undefined> {
  const command = { cla: 0, ins: 0xca, p1: tag >> 8, p2: tag & 255 };
  let { data, status } = await link.exchange({ ...command, le: SHORT_LE_MAX });
  if (status === STATUS.wrongLength) {
    ({ data, status } = await link.exchange({ ...command, le: EXTENDED_LE_MAX }));
  }
  if (status === STATUS.referenceNotFound || status === STATUS.notFound) return undefined;
  requireOk(status, 'get data');
  if (data.length > FILE_MAX) throw new CardError('card/response', 'data object without end');
  return data;
}
