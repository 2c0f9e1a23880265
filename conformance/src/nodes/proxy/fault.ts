/** Which way octets go: `up` to the server, `down` to whoever connected. */
export type Way = 'up' | 'down';

/** What a network does to a connection, from now on and to all connections alike. */
export interface Fault {
  /** Every piece arrives so many milliseconds later, in order. */
  readonly delayMs?: number;
  /** Octets a second and way, in pieces as small as one. */
  readonly bytesPerSecond?: number;
  /** What goes these ways is taken and never arrives; nobody is told. */
  readonly hole?: readonly Way[];
  /** A new connection is reset as soon as it is made. */
  readonly refuse?: boolean;
  /** A connection is reset once so many octets have gone down: an answer that breaks off. */
  readonly resetAfter?: number;
}

export const NO_FAULT: Fault = {};
