import { checkConsistency, parseCheckpoint, parseConsistencyProof } from '@kazasu/evidence';
import type { Clock } from '@kazasu/server/clock';
import type { Terminal } from '../terminal.ts';
import { readBounded, SIZES } from '../verify/file/index.ts';
import { languageOf } from '../verify/tell/language.ts';
import { readAs, readTrust } from './input.ts';
import type { ConsistencyCommandOptions } from './options.ts';
import { checkLines, closing } from './telling.ts';
import { VERDICTS, WORDS } from './words.ts';

/** `kazasu evidence consistency`: whether a later head continues an earlier one, so that nothing was rewritten between. */
export async function verifyConsistencyOf(
  { older, newer }: { readonly older: string; readonly newer: string },
  options: ConsistencyCommandOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<void> {
  const language = languageOf(options.language);
  const path = readAs(options.proof, 'a proof of consistency', parseConsistencyProof, SIZES.small);
  const heads = [older, newer].map((file) => {
    const octets = readBounded(file, SIZES.small);
    readAs(file, 'a checkpoint', parseCheckpoint, SIZES.small);
    return octets;
  });
  const [first = new Uint8Array(), second = new Uint8Array()] = heads;
  const { logKeys = [] } = readTrust(options.trust).trust;
  const report = checkConsistency({ older: first, newer: second, path, logKeys, time: clock.now() });
  const lines = [
    `${WORDS.heads[language]}: ${VERDICTS[report.verdict][language]}`,
    checkLines(report, language, true),
  ];
  terminal.out(options.json === true ? JSON.stringify(report, null, 2) : lines.join('\n'));
  const problem = closing(report, language);
  if (problem !== undefined) throw problem;
}
