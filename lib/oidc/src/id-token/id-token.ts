/** What an ID token says. Times are seconds since 1970, as on the wire. */
export interface IdToken {
  readonly issuer: string;
  /** Pairwise: the same person has another one at every relying party. */
  readonly subject: string;
  /** The client id; on the wire a plain string, which relying parties of the service depend on. */
  readonly audience: string;
  readonly expiresAt: number;
  readonly issuedAt: number;
  /** Absent after a refresh. */
  readonly nonce?: string | undefined;
  readonly accessTokenHash: string;
  /** When the person last proved themselves. */
  readonly authTime?: number | undefined;
  readonly sessionId?: string | undefined;
  readonly acr?: string | undefined;
  readonly jti?: string | undefined;
}
