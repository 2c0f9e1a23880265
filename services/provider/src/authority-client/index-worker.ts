/** The thread in which a revocation list becomes an index: takes its chunks one by one, and writes the file at their end. */
import { parentPort, workerData } from 'node:worker_threads';
import { CrlIndexer, parseCertificate } from '@kazasu/pki';
import { replaceFile } from '@kazasu/server/file';
import { codeOf } from '@kazasu/server/log';
import type { IndexAnswer, IndexOrder } from './index-list.ts';

const { issuer, path, knownNumber } = workerData as IndexOrder;
const indexer = new CrlIndexer({
  issuer: parseCertificate(new Uint8Array(issuer)),
  knownCrlNumbers: () => knownNumber,
});

function take(chunk: Uint8Array | undefined): IndexAnswer {
  try {
    if (chunk !== undefined) {
      indexer.feed(chunk);
      return 'taken';
    }
    replaceFile(path, indexer.finish());
    return 'written';
  } catch (error) {
    return { code: codeOf(error) };
  }
}

parentPort?.on('message', (chunk: Uint8Array | undefined) => parentPort?.postMessage(take(chunk)));
