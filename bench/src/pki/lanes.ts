/**
 * Questions over connections that are kept, written and read as octets: a client that cost as much as the server would
 * be what is measured.
 */
import { connect } from 'node:net';

export interface LaneOptions {
  readonly port: number;
  readonly lanes: number;
  /** A connection for each question, as some servers want; default: one for all of a lane. */
  readonly connectEach?: boolean;
  readonly seconds: number;
  /** The next request, whole. */
  readonly message: () => Buffer;
  /** Sees the body of the first answer. */
  readonly check: (body: Uint8Array) => void;
}

/** Answers a second; rejects when one is not 200. */
export async function rateOfLanes(options: LaneOptions): Promise<number> {
  const start = performance.now();
  const end = start + options.seconds * 1000;
  const counts = await Promise.all(Array.from({ length: options.lanes }, () => lane(options, end)));
  const answers = counts.reduce((sum, count) => sum + count, 0);
  return (answers / (performance.now() - start)) * 1000;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const OK = /^HTTP\/1\.[01] 200 /;

async function lane(options: LaneOptions, end: number): Promise<number> {
  let count = 0;
  // At least one: who is asked for the first time may need longer than a measurement takes.
  do {
    count += await converse(options, options.connectEach ? 0 : end, count === 0);
  } while (performance.now() < end);
  return count;
}

/** Asks over one connection until the time is over, once at least. */
function converse({ port, message, check }: LaneOptions, end: number, isFirst: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, 'localhost').setNoDelay(true);
    let count = 0;
    let read: Buffer = Buffer.alloc(0);
    socket.on('connect', () => socket.write(message()));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('OCSP over HTTP: the connection ended early')));
    socket.on('data', (part: Buffer) => {
      read = read.length === 0 ? part : Buffer.concat([read, part]);
      const body = bodyOf(read);
      if (body === undefined) return;
      const head = read.toString('latin1', 0, 200);
      if (!OK.test(head)) {
        socket.destroy();
        reject(new Error(`OCSP over HTTP: ${head}`));
        return;
      }
      if (isFirst && count === 0) check(body);
      count += 1;
      read = Buffer.alloc(0);
      if (performance.now() < end) socket.write(message());
      else {
        socket.destroy();
        resolve(count);
      }
    });
  });
}

/** Undefined until all of it has come. */
function bodyOf(read: Buffer): Buffer | undefined {
  const head = read.indexOf(END_OF_HEAD);
  if (head < 0) return undefined;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(read.toString('latin1', 0, head))?.[1]);
  const start = head + END_OF_HEAD.length;
  return read.length < start + length ? undefined : read.subarray(start, start + length);
}
