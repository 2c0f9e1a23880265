import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { inTime } from './patience.ts';

/**
 * The virtual reader's side of vpcd's protocol, written with octets: it listens, and the card comes. Every wait ends,
 * with the card or with what it was that did not come.
 */
export class ReaderDriver {
  readonly #server: Server = createServer();
  readonly #came: Socket[] = [];
  readonly #waiting: ((socket: Socket) => void)[] = [];
  #socket: Socket | undefined;
  #heard = Buffer.alloc(0);

  /** Resolves to the port. */
  async listen(): Promise<number> {
    this.#server.on('connection', (socket) => {
      socket.on('error', () => {});
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#came.push(socket);
      else waiting(socket);
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Waits for the card, and for it to come again after `drop`. */
  async card(): Promise<void> {
    const coming = new Promise<Socket>((come) => this.#waiting.push(come));
    const next = this.#came.shift();
    if (next !== undefined) this.#waiting.pop()?.(next);
    this.#socket = await inTime(coming, () => 'the card to come to the reader');
    this.#heard = Buffer.alloc(0);
    this.#socket.on('data', (data: Buffer) => {
      this.#heard = Buffer.concat([this.#heard, data]);
    });
  }

  /** Sends a message that has no answer: `00` power off, `01` power on, `02` reset. */
  order(code: number): void {
    this.#socket?.write(Buffer.of(0, 1, code));
  }

  /** Sends a message and resolves to its answer, both in hexadecimal. */
  async ask(hex: string): Promise<string> {
    const body = Buffer.from(hex, 'hex');
    this.#socket?.write(Buffer.concat([Buffer.of(body.length >> 8, body.length & 255), body]));
    for (;;) {
      const length = this.#heard.length < 2 ? Number.POSITIVE_INFINITY : this.#heard.readUInt16BE();
      if (this.#heard.length >= 2 + length) {
        const answer = this.#heard.subarray(2, 2 + length).toString('hex');
        this.#heard = this.#heard.subarray(2 + length);
        return answer;
      }
      if (this.#socket === undefined || this.#socket.destroyed) throw new Error('the card went away');
      const more = Promise.race([once(this.#socket, 'data'), once(this.#socket, 'close')]);
      await inTime(more, () => `the card's answer to ${hex}, of which came ${this.#heard.length} octets`);
    }
  }

  /** As if the service were stopped and started. */
  drop(): void {
    this.#socket?.destroy();
  }

  close(): void {
    this.drop();
    for (const socket of this.#came) socket.destroy();
    this.#server.close();
  }
}
