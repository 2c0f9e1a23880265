import { concat } from '@kazasu/bytes';
import { SHORT_LE_MAX } from '../apdu.ts';
import { CardError } from '../error.ts';
import { STATUS } from '../status.ts';
import type { Transport } from '../transport.ts';
import { exchange } from './exchange.ts';
import { requireOk } from './status-error.ts';

/** No file of the card comes near; a longer one is a lie. */
const FILE_MAX = 8_192;

/** SELECT an application. Drops every verified PIN. */
export async function selectApplication(transport: Transport, aid: Uint8Array): Promise<void> {
  const { status } = await exchange(transport, { cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: aid });
  requireOk(status, 'select application');
}

export async function selectFile(transport: Transport, identifier: number): Promise<void> {
  const data = Uint8Array.of(identifier >> 8, identifier & 255);
  const { status } = await exchange(transport, { cla: 0, ins: 0xa4, p1: 2, p2: 0x0c, data });
  requireOk(status, 'select file');
}

/**
 * Reads a certificate: `30 82` and two octets of length tell how much. Another beginning is CardError `card/file`,
 * a card that ends before, or never ends, `card/response`.
 */
export async function readCertificate(transport: Transport, identifier: number): Promise<Uint8Array> {
  await selectFile(transport, identifier);
  const header = await readExactly(transport, 0, 4);
  const [tag, form, high, low] = header as unknown as [number, number, number, number];
  const length = high * 256 + low;
  if (tag !== 0x30 || form !== 0x82 || length < 256 || length > FILE_MAX) {
    throw new CardError('card/file', 'certificate: not a DER SEQUENCE of plausible length');
  }
  return concat(header, await readExactly(transport, 4, length));
}

/** Reads a file to its end, filler included. An empty file and one that never ends are CardError `card/response`. */
export async function readToEnd(transport: Transport, identifier: number): Promise<Uint8Array> {
  await selectFile(transport, identifier);
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (;;) {
    const part = await readAt(transport, offset, SHORT_LE_MAX);
    parts.push(part);
    offset += part.length;
    if (offset > FILE_MAX) throw new CardError('card/response', 'file without end');
    if (part.length < SHORT_LE_MAX) break;
  }
  if (offset === 0) throw new CardError('card/response', 'empty file');
  return concat(...parts);
}

async function readExactly(transport: Transport, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const part = await readAt(transport, start + filled, Math.min(SHORT_LE_MAX, length - filled));
    if (part.length === 0) throw new CardError('card/response', 'file shorter than it says');
    bytes.set(part, filled);
    filled += part.length;
  }
  return bytes;
}

/** READ BINARY at a 15-bit offset. At or past the end the answer is empty. */
async function readAt(transport: Transport, offset: number, le: number): Promise<Uint8Array> {
  const command = { cla: 0, ins: 0xb0, p1: offset >> 8, p2: offset & 255, le };
  const { data, status } = await exchange(transport, command);
  if (status === STATUS.offsetPastEnd) return new Uint8Array();
  requireOk(status, 'read file');
  return data;
}
