/** `npm run prove -- NAME`: what is promised of many nodes, tried for as long as wanted. The tests run the same scenarios, short. */
import { parseArgs } from 'node:util';
import { type Proof, SCENARIOS } from './scenario/index.ts';

const HELP = `npm run prove -- NAME … [OPTIONS]

Starts providers as processes on a real PostgreSQL with fsync, lets people log in, makes trouble, and judges the recorded history:
at most one success for each thing that can be used once, nothing that was acknowledged is lost, nobody gets what is another's.

${SCENARIOS.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`).join('\n')}
  all            each of them in turn

  --logins N       logins in all (1000)
  --concurrent N   logins under way at once (50)
  --people N       cards, each of another person (50)
  --seed N         decides when there is trouble (1)
  --history FILE   writes each event of the history there, as a line of JSON, as it happens
  --json           one JSON object for each scenario
  --help           this text

Exit codes: 0 proved, 1 violated or in doubt, 2 not understood.`;

function typed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        logins: { type: 'string', default: '1000' },
        concurrent: { type: 'string', default: '50' },
        people: { type: 'string', default: '50' },
        seed: { type: 'string', default: '1' },
        history: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`prove: ${(error as Error).message}\n`);
    process.exit(2);
  }
}

const { values, positionals } = typed();

async function main(): Promise<number> {
  const wanted = positionals.includes('all') ? SCENARIOS.map(({ name }) => name) : positionals;
  const unknown = wanted.filter((name) => SCENARIOS.every((scenario) => scenario.name !== name));
  const numbers = [values.logins, values.concurrent, values.people, values.seed].map(Number);
  if (values.help || wanted.length === 0 || unknown.length > 0 || !numbers.every((number) => number > 0)) {
    if (unknown.length > 0) process.stderr.write(`prove: there is no ${unknown.join(', ')}\n`);
    process.stdout.write(`${HELP}\n`);
    return values.help ? 0 : 2;
  }
  const [logins = 0, concurrent = 0, people = 0, seed = 0] = numbers;
  let proved = true;
  for (const { name, run } of SCENARIOS.filter((scenario) => wanted.includes(scenario.name))) {
    const onProgress = (line: string) => void process.stderr.write(`${name}: ${line}\n`);
    const start = performance.now();
    const proof = await run({ logins, concurrent, people, seed, file: values.history, onProgress });
    proved &&= proof.violations.length === 0 && proof.doubts.length === 0;
    const seconds = (performance.now() - start) / 1000;
    process.stdout.write(
      values.json ? `${JSON.stringify({ name, seconds, ...proof })}\n` : told(name, seconds, proof),
    );
  }
  return proved ? 0 : 1;
}

function told(name: string, seconds: number, { violations, counts, doubts }: Proof): string {
  const lines = [
    `${name}: ${violations.length === 0 ? (doubts.length === 0 ? 'proved' : 'in doubt') : 'VIOLATED'} in ${seconds.toFixed(0)} s`,
    ...Object.entries(counts).map(([what, times]) => `  ${String(times).padStart(7)}  ${what}`),
    ...doubts.map((doubt) => `  in doubt: ${doubt}`),
    ...violations.slice(0, 20).map(({ rule, thing, detail }) => `  ${rule}: ${thing}: ${detail}`),
  ];
  return `${lines.join('\n')}\n`;
}

process.exitCode = await main();
