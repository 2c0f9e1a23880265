/** Arguments: the folder of documents, the verifier's name, seconds. Warms up for half of them, then measures; prints verifications for a second of processor time. */
import { inTurns } from '../card/measure.ts';
import { openDocuments } from './documents.ts';
import { VERIFIERS, type VerifierName } from './verifier.ts';

const [folder = '.', name = '', seconds = '1'] = process.argv.slice(2);
const turn = VERIFIERS[name as VerifierName](openDocuments(folder));
await inTurns(Number(seconds) / 2, [turn]);
const [cost] = await inTurns(Number(seconds), [turn]);
process.stdout.write(`${1000 / (cost?.cpu ?? Number.NaN)}\n`);
