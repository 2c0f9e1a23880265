/**
 * Every status word of the facts about the card, by what it means there (facts a.3). Those that the virtual card never
 * answers stand in the divergences, row `statusNeverAnswered`.
 */
export const STATUS = {
  ok: 0x9000,
  /** Verification failed and nothing counts the failures. */
  failed: 0x6300,
  /** Base of 63Cx: wrong PIN, or the answer to a tries query; the low digit is the number of tries left. */
  triesLeft: 0x63c0,
  memoryFailure: 0x6581,
  wrongLength: 0x6700,
  channelNotSupported: 0x6881,
  secureMessagingNotSupported: 0x6882,
  wrongFileType: 0x6981,
  securityStatus: 0x6982,
  /** What a VERIFY on a blocked PIN is answered on some cards, by hearsay; read it like `referenceUnusable`. */
  blocked: 0x6983,
  /** VERIFY on a blocked PIN. */
  referenceUnusable: 0x6984,
  conditions: 0x6985,
  noCurrentFile: 0x6986,
  /** A message that must be authenticated, without the objects for that. */
  secureMessagingObjectMissing: 0x6987,
  /** A message that cannot be read; the session key is gone with it. */
  secureMessagingData: 0x6988,
  /** Nothing is set up here to which a session key could be delivered. */
  keyDeliveryNotSupported: 0x66f1,
  secureMessagingLost: 0x69fc,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  recordNotFound: 0x6a83,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  offsetPastEnd: 0x6b00,
  instructionNotSupported: 0x6d00,
  classNotSupported: 0x6e00,
} as const;

/** What says that a session of secure messaging is gone, or that there never was one. */
export const SESSION_LOST: ReadonlySet<number> = new Set([
  STATUS.secureMessagingData,
  STATUS.secureMessagingLost,
  STATUS.secureMessagingNotSupported,
  STATUS.secureMessagingObjectMissing,
]);

/** The number behind 63Cx, or undefined for any other status word. */
export function triesIn(status: number): number | undefined {
  return (status & 0xfff0) === STATUS.triesLeft ? status & 0x0f : undefined;
}
