/**
 * `npm run bench -- NAME`: measurements, each side by side with a peer in the same run. Owns what is typed and printed;
 * refuses to be a test: it fails when something does not work, never when it is slow.
 */
import { parseArgs } from 'node:util';
import { type LoginBenchResult, runLoginBench } from './login/index.ts';

const HELP = `npm run bench -- login [OPTIONS]

  login   the authorization-code flow (authorize, card proof and consent, token, userinfo) at our provider
          and at npm oidc-provider 9 in turn, server on one core, load on another; medians of the rounds

  --concurrent N   logins under way at once (16)
  --rounds N       counted rounds for each, after one that warms up (3)
  --seconds N      length of a round; below 10 the compilers are still at work (10)
  --store KIND     our store: file (as shipped) or memory (file)
  --json           one JSON object on standard output
  --help           this text`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      concurrent: { type: 'string', default: '16' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '10' },
      store: { type: 'string', default: 'file' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || positionals[0] !== 'login' || positionals.length > 1) {
    process.stdout.write(`${HELP}\n`);
    return values.help ? 0 : 2;
  }
  const result = await runLoginBench({
    concurrent: Number(values.concurrent),
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    store: values.store === 'memory' ? 'memory' : 'file',
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${tableOf(result)}\n`);
  return 0;
}

function tableOf({ kazasu, peer, ratio, pinned }: LoginBenchResult): string {
  const row = (name: string, { flowsPerSecond, busy, cpuMsPerFlow }: typeof kazasu) =>
    [
      name.padEnd(16),
      flowsPerSecond.toFixed(0).padStart(8),
      cpuMsPerFlow.toFixed(2).padStart(12),
      `${(busy * 100).toFixed(0)} %`.padStart(12),
    ].join('');
  return [
    `${''.padEnd(16)}${'flows/s'.padStart(8)}${'CPU ms/flow'.padStart(12)}${'core busy'.padStart(12)}`,
    row('kazasu', kazasu),
    row('oidc-provider', peer),
    `ratio ${ratio.toFixed(2)}`,
    pinned ? 'server on core 0, load on core 1' : 'not pinned: this machine has one core or no taskset',
  ].join('\n');
}

process.exitCode = await main();
