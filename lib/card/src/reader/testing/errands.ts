import assert from 'node:assert/strict';
import { toUtf8 } from '@kazasu/bytes';
import { CardError, type CardErrorCode } from '../../error.ts';
import { ISSUED, ISSUED_PINS, MY_NUMBER } from '../../integrity/testing/issued-card.ts';
import { cardTransport, memoryInRam } from '../../virtual/index.ts';
import { testCard } from '../../virtual/testing/card.ts';
import { COMMANDS_MAX } from '../guarded-transport.ts';
import type { CardOptions, CardReader } from '../index.ts';

/** More commands than any errand needs; whoever sends more has been led in circles. */
export const PATIENCE = COMMANDS_MAX;

const INFO = new Uint8Array(51).fill(3);
const SECURE = { secureMessaging: true };
export const OPTIONS: CardOptions = { random: (length) => new Uint8Array(length).fill(length) };
const text = () => toUtf8(ISSUED_PINS.text);
const password = () => toUtf8(ISSUED_PINS.signature);
const pin = () => toUtf8(ISSUED_PINS.authentication);
const numberA = () => toUtf8(MY_NUMBER);

/** Everything that a reader can be asked for. */
export const ERRANDS: { readonly [name: string]: (reader: CardReader) => Promise<unknown> } = {
  readAuthenticationCertificate: (reader) => reader.readAuthenticationCertificate(),
  readCaCertificate: (reader) => reader.readCaCertificate('signature'),
  readSignatureCertificate: (reader) => reader.readSignatureCertificate(password()),
  signWithAuthenticationKey: (reader) => reader.signWithAuthenticationKey(pin(), INFO),
  signWithSignatureKey: (reader) => reader.signWithSignatureKey(password(), INFO),
  signWithCertificate: (reader) => reader.signWithCertificate(password(), [INFO, INFO]),
  readTokenLabel: (reader) => reader.readTokenLabel(),
  readAvailability: (reader) => reader.readAvailability(),
  readFourItems: (reader) => reader.readFourItems(text()),
  'readFourItems, secure': (reader) => reader.readFourItems(text(), SECURE),
  readMyNumber: (reader) => reader.readMyNumber(text()),
  'readMyNumber, secure': (reader) => reader.readMyNumber(text(), { ...SECURE, numberA: numberA() }),
  readFace: (reader) => reader.readFace({ numberA: numberA() }),
  readAgeRecord: (reader) => reader.readAgeRecord(toUtf8(ISSUED_PINS.surfaceBirthdate)),
  readMyNumberImage: (reader) => reader.readMyNumberImage(numberA()),
  readCardInformation: (reader) => reader.readCardInformation(),
  readMasterFile: (reader) => reader.readMasterFile(),
  triesLeft: (reader) => reader.triesLeft('common'),
  changePin: (reader) => reader.changePin('text', text(), toUtf8('9999')),
  'changePin, common': (reader) => reader.changePin('common', toUtf8(ISSUED_PINS.common), toUtf8('9999')),
  authenticateChip: (reader) => reader.authenticateChip('surface', INFO),
  proveItems: (reader) => reader.proveItems(text(), INFO),
  'proveItems, secure': (reader) => reader.proveItems(text(), INFO, SECURE),
};

/** The issued card, some of whose answers are changed on their way. */
export function tampered(change: (response: Uint8Array, count: number, command: Uint8Array) => Uint8Array) {
  const inner = cardTransport(testCard(memoryInRam(ISSUED_PINS), ISSUED).card);
  const self = { commands: 0, transport: inner };
  self.transport = {
    async transmit(command) {
      self.commands++;
      return change(await inner.transmit(command), self.commands, command);
    },
    close: () => inner.close(),
  };
  return self;
}

/** The code of the CardError that an errand ends with, or undefined. */
export async function codeOf(errand: Promise<unknown>): Promise<CardErrorCode | undefined> {
  try {
    await errand;
    return undefined;
  } catch (error) {
    assert(error instanceof CardError, String(error));
    return error.code;
  }
}
