/** A client asks more often than it may. */
export class ClientBusy extends Error {
  override readonly name = 'ClientBusy';
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('the client asks too often');
    this.waitMs = waitMs;
  }
}
