/**
 * What one finished login grants. The interaction writes it when the browser fetches its answer, the token endpoint
 * turns it into tokens. Personal items are only ever here as ciphertext.
 */
export interface Grant {
  /** The transaction that led here; also `sid` and `session_state` of everything issued (a UUID). */
  readonly sessionId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** Granted scopes, `openid` first, in the order in which they were asked for. */
  readonly scope: readonly string[];
  readonly nonce: string;
  readonly codeChallenge: string;
  /** Pairwise subject identifier, a lower-case UUID. */
  readonly subject: string;
  /** When the card proved itself, milliseconds since 1970. */
  readonly authTime: number;
  readonly acr: string;
  /** Sealed JSON of the four items asked for, bound to the session id; absent when none were. */
  readonly items: Uint8Array | null;
  /** `dpop_jkt` of the request: the one key that may redeem the code and go on with the session. */
  readonly dpopJkt?: string | undefined;
}
