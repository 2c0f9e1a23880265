/**
 * The highest number of a list that was believed, by issuer and scope, so that an older list put forward again is
 * noticed (RFC 5280 section 5.2.3). Kept in memory: after a restart the first list counts, which the dates of the
 * list bound to a day or two.
 */
export class CrlNumbers {
  readonly #highest = new Map<string, bigint>();

  /** Undefined before the first. */
  highest(issuerKeyId: string, scope: string): bigint | undefined {
    return this.#highest.get(`${issuerKeyId}/${scope}`);
  }

  /** Only ever for a list that kept every rule: a number that anybody may write would lock out the real ones. */
  believe(issuerKeyId: string, scope: string, number: bigint): void {
    const known = this.highest(issuerKeyId, scope);
    if (known === undefined || known < number) this.#highest.set(`${issuerKeyId}/${scope}`, number);
  }
}
