/** The card: APDUs, status words, applications, PIN rules and the reader. Runs in a browser. */
export {
  COMMAND_MAX,
  type CommandApdu,
  type DecodedCommand,
  decodeCommand,
  decodeResponse,
  EXTENDED_LE_MAX,
  encodeCommand,
  encodeResponse,
  RESPONSE_MAX,
  type ResponseApdu,
  SHORT_LE_MAX,
} from './apdu.ts';
export * from './application/index.ts';
export { CardError, type CardErrorCode, type CardErrorDetail } from './error.ts';
export { PIN_RULES, type PinName, type PinRule, pinFormat } from './pin.ts';
export { type CardReader, type FourItemFiles, openCard, type PinOptions } from './reader/index.ts';
export { STATUS, triesIn } from './status.ts';
export type { Transport } from './transport.ts';
