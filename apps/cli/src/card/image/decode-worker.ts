import { parentPort, workerData } from 'node:worker_threads';
import { decodeJpeg2000 } from './jpeg2000.ts';

/** The thread of decode-apart.ts: one picture, then nothing. */
parentPort?.postMessage(await decodeJpeg2000(workerData));
