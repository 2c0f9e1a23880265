/** The virtual card: answers APDUs from given contents, a signing function and a durable memory; knows no PKI. */
export type {
  CardContents,
  CardKeyName,
  CardMemory,
  CardSigner,
  PinMemory,
  PinName,
  PinRecord,
} from './contents.ts';
