/**
 * The card: APDUs, status words, applications, PIN rules and the reader. Runs in a browser. The APDU codec, identifiers
 * and PIN rules are here for whoever speaks to a card himself: transports, traces, tools.
 */
export {
  COMMAND_MAX,
  type CommandApdu,
  type DecodedCommand,
  decodeCommand,
  decodeResponse,
  encodeCommand,
  encodeResponse,
  RESPONSE_MAX,
  type ResponseApdu,
} from './apdu.ts';
export * from './application/index.ts';
export { CardError, type CardErrorCode, type CardErrorDetail } from './error.ts';
export * from './integrity/index.ts';
export { PIN_NAMES, PIN_RULES, type PinName, type PinRule, pinFits, pinFormat } from './pin.ts';
export * from './reader/index.ts';
export { STATUS } from './status.ts';
export type { Card, Transport } from './transport.ts';
