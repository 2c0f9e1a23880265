/** The thread in which a revocation list becomes an index: takes its chunks one by one, and writes the file at their end. */
import { parentPort, workerData } from 'node:worker_threads';
import { CrlIndexer, parseCertificate } from '@kazasu/pki/login';
import { replaceFile } from '@kazasu/server/file';
import { codeOf } from '@kazasu/server/log';
import type { IndexAnswer, IndexOrder } from './index-list.ts';
import { openWholeIndex } from './whole-index.ts';

const { issuer, path, known } = workerData as IndexOrder;
const indexer = new CrlIndexer({
  issuer: parseCertificate(new Uint8Array(issuer)),
  knownCrlNumbers: (series) => (series === known?.series ? known.number : undefined),
});

function take(chunk: Uint8Array | undefined): IndexAnswer {
  try {
    if (chunk !== undefined) {
      indexer.feed(chunk);
      return 'taken';
    }
    const file = indexer.finish();
    openWholeIndex(file);
    replaceFile(path, file);
    return 'written';
  } catch (error) {
    return { code: codeOf(error) };
  }
}

parentPort?.on('message', (chunk: Uint8Array | undefined) => parentPort?.postMessage(take(chunk)));
