/** The long fuzz run of the virtual card: `npm run fuzz -- [--commands N] [--seed N]`; prints what it reached. */
import { parseArgs } from 'node:util';
import { runFuzz } from './index.ts';

const { values } = parseArgs({
  options: {
    commands: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});
const report = runFuzz({ commands: Number(values.commands), seed: Number(values.seed) });
const words = [...report.statuses].map((status) => status.toString(16).padStart(4, '0')).sort();
process.stdout.write(
  `${report.commands} commands, ${report.statuses.size} status words, ${report.blocked} blocked cards\n` +
    `status words: ${words.join(' ')}\nsecrets: ${[...report.seen].sort().join('; ')}\n`,
);
