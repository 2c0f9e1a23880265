import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as door0 from './index.ts';
import * as door1 from './virtual/index.ts';

test('the door of the card shows these names and no others', () => {
  assert.deepEqual(Object.keys(door0).sort(), [
    'AID',
    'COMMAND_MAX',
    'CardError',
    'EXTENDED_LE_MAX',
    'FOUR_ITEMS_FILE_LENGTH',
    'JPKI',
    'MY_NUMBER_FILE_LENGTH',
    'PIN_RULES',
    'RESPONSE_MAX',
    'SHORT_LE_MAX',
    'STATUS',
    'TEXT',
    'TEXT_TAG',
    'TOKEN_INFORMATION_LENGTH',
    'TOKEN_LABEL',
    'cvKeyId',
    'decodeCommand',
    'decodeResponse',
    'encodeAvailability',
    'encodeBasicInformation',
    'encodeCommand',
    'encodeCvCertificate',
    'encodeCvCertificateBody',
    'encodeFourItems',
    'encodeIntegrity',
    'encodeMyNumber',
    'encodeResponse',
    'encodeTokenInformation',
    'fourItemsHashInput',
    'integrityBody',
    'myNumberCheckDigit',
    'openCard',
    'parseAvailability',
    'parseBasicInformation',
    'parseCvCertificate',
    'parseFourItems',
    'parseIntegrity',
    'parseMyNumber',
    'parseTokenInformation',
    'pinFormat',
    'sha256DigestInfo',
    'triesIn',
  ]);
});

test('the door of the virtual card shows these names and no others', () => {
  assert.deepEqual(Object.keys(door1).sort(), [
    'cardTransport',
    'createVirtualCard',
    'freshPins',
    'memoryInRam',
  ]);
});
