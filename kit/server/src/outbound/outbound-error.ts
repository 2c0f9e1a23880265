/** `address`: it is not one that may be asked. `late`: the time ran out. `failed`: no whole answer came. */
export type OutboundErrorCode = 'outbound/address' | 'outbound/late' | 'outbound/failed';

/** Nothing was asked, or no answer came. The message names the rule, never the address. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly code: OutboundErrorCode;

  constructor(code: OutboundErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
