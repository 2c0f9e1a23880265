/**
 * Loaded before each test file by `npm test`: RSA keys of 2048 bits, of which the tests want thousands and of which each
 * costs a twentieth of a second, are taken from spare ones. Processes that a test starts make their own, and so do the
 * tests of what makes keys.
 */
import { syncBuiltinESMExports } from 'node:module';
import { nodeCrypto } from '../crypto.ts';
import { tellCpuAtExit } from '../test-cpu.ts';
import { drawingFrom } from './draw.ts';
import { makesKeys } from './makers.ts';
import { spareKeys } from './spares.ts';

if (!makesKeys(process.argv[1] ?? '')) {
  Object.assign(nodeCrypto, drawingFrom(spareKeys, { ...nodeCrypto }));
  syncBuiltinESMExports();
}

tellCpuAtExit();
