import assert from 'node:assert/strict';
import { test } from 'node:test';
import description from '../package.json' with { type: 'json' };

/** What other rooms may rely on. A name that goes away is a change of the contract. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  audit: [
    'AuditDamaged',
    'NO_HASH',
    'auditTables',
    'chainHash',
    'chainPage',
    'chainStore',
    'chainTables',
    'createHeadExport',
    'followChain',
    'openAuditLog',
    'sparing',
    'verifyChain',
  ],
  clock: ['settableClock', 'stopwatch', 'systemClock'],
  config: ['ConfigError', 'environment', 'parseConfig'],
  file: [
    'NotPrivate',
    'createFile',
    'isOpenToOthers',
    'kept',
    'lockFile',
    'privateFault',
    'removeFile',
    'replaceFile',
    'requirePrivateFolder',
  ],
  http: [
    'API_HEADERS',
    'HttpError',
    'apiHeaders',
    'bearerToken',
    'createPace',
    'isOwnRequest',
    'isFromNetwork',
    'isLoopbackAddress',
    'isSameLine',
    'networkOf',
    'pageHeaders',
    'parseForm',
    'readBounded',
    'readBytes',
    'readForm',
    'readJson',
    'remoteAddress',
    'requestLog',
    'requestMetrics',
    'serve',
    'serveFolder',
    'wholeAnswer',
  ],
  keys: [
    'KeyError',
    'combinePassphrases',
    'hashToken',
    'hmacSha256',
    'memoryKeys',
    'openKeyFolder',
    'openTokenKeys',
    'protectFolder',
    'readPassphrase',
    'sameText',
    'seal',
    'signingKeysIn',
    'unseal',
  ],
  'keys/testing': ['TOKEN', 'makeToken', 'softHsmModule', 'tokenMissing'],
  log: ['codeOf', 'createLog', 'silentLog'],
  mapping: ['openMapper', 'openSharedFile'],
  metrics: ['SECONDS', 'createMetrics', 'keyOperations', 'meteredKeys', 'serviceMetrics'],
  outbound: ['OutboundError', 'askOutside', 'isAllowedUrl', 'isLoopbackHost', 'isPublicAddress', 'isSafeUrl'],
  peer: ['CHROMIUM', 'OPENSSL', 'PDFSIG', 'POSTGRES', 'PYTHON', 'XMLSEC', 'requirePeer'],
  random: ['randomId', 'randomOctets', 'randomShortToken', 'randomToken'],
  store: ['StoreError', 'collectedStatement', 'isUnavailable', 'openStore'],
  'store/conformance': [
    'describeStore',
    'eachDeath',
    'forkScript',
    'mortalStore',
    'mortality',
    'postgresMissing',
    'startPostgres',
    'tellParent',
  ],
};

test('every door has exactly the names it promises', async () => {
  const doors = Object.keys(description.exports).map((door) => door.slice(2));
  assert.deepEqual(Object.keys(EXPORTS).sort(), doors.sort());
  for (const [door, names] of Object.entries(EXPORTS)) {
    const room: object = await import(`@kazasu/server/${door}`);
    assert.deepEqual(Object.keys(room).sort(), [...names].sort(), door);
  }
});
