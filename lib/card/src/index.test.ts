import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as door0 from './index.ts';
import * as door1 from './virtual/index.ts';

test('the door of the card shows these names and no others', () => {
  assert.deepEqual(Object.keys(door0).sort(), [
    'AID',
    'COMMAND_MAX',
    'CardError',
    'JPKI',
    'PIN_NAMES',
    'PIN_RULES',
    'RESPONSE_MAX',
    'STATUS',
    'TEXT',
    'TOKEN_LABEL',
    'cvKeyId',
    'decodeCommand',
    'decodeResponse',
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
    'parseBasicInformation',
    'parseCvCertificate',
    'parseFourItems',
    'parseIntegrity',
    'parseMyNumber',
    'parseTokenInformation',
    'pinFormat',
    'sha256DigestInfo',
  ]);
});

test('the door of the virtual card shows these names and no others', () => {
  assert.deepEqual(Object.keys(door1).sort(), [
    'cardTransport',
    'createCard',
    'createVirtualCard',
    'freshPins',
    'memoryInRam',
    'openChipKeys',
  ]);
});
