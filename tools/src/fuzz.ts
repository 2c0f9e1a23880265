/**
 * `npm run fuzz -- card|parsers|pki`: the long runs. What they shake, and what must hold, is in `lib/card/src/virtual/testing/fuzz`,
 * `conformance/src/parsers` and `conformance/src/pki/fuzz`. Owns what is typed and printed; fails when a rule was broken.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFuzz } from '@kazasu/card/virtual/fuzz';
import { type Finding, type PkiFuzzProgress, runPkiFuzz } from '@kazasu/conformance/fuzz';
import { PARSERS, shake } from '@kazasu/conformance/parsers';

const HELP = `npm run fuzz -- card|parsers|pki [OPTIONS]

  card   sequences of commands at the virtual card, watched from outside
  parsers  mutated text and JSON at what reads it from the network
  pki    mutated cases of vectors/pki at every public function of lib/pki; each input that breaks a rule is written to a
         file of its own, and the run goes on

  --seed N         which run: the same one again for the same number (1)
  --commands N     card: how many commands (1000000)
  --inputs N       parsers: how many for each (100000)
  --seconds N      pki: for how long (600)
  --first N        pki: the iteration to begin with (0)
  --iterations N   pki: at most so many; 1 with --first repeats one that was printed
  --help           this text
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    commands: { type: 'string', default: '1000000' },
    inputs: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '600' },
    first: { type: 'string', default: '0' },
    iterations: { type: 'string', default: '1000000000' },
    help: { type: 'boolean', default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

function fuzzCard(): boolean {
  const report = runFuzz({ commands: Number(values.commands), seed: Number(values.seed) });
  const words = [...report.statuses].map((status) => status.toString(16).padStart(4, '0')).sort();
  say(`${report.commands} commands, ${report.statuses.size} status words, ${report.blocked} blocked cards`);
  say(`status words: ${words.join(' ')}\nsecrets: ${[...report.seen].sort().join('; ')}`);
  return true;
}

function fuzzParsers(): boolean {
  const broken = PARSERS.flatMap((parser) => {
    say(parser.name);
    return shake(parser, { seed: Number(values.seed), inputs: Number(values.inputs) });
  });
  for (const { parser, rule, input } of broken) say(`BROKEN ${parser}: ${rule}\n  ${JSON.stringify(input)}`);
  return broken.length === 0;
}

const FINDINGS_MAX = 50;

function fuzzPki(): boolean {
  let folder: string | undefined;
  let findings = 0;
  const onFinding = ({ octets, ...finding }: Finding) => {
    folder ??= mkdtempSync(join(tmpdir(), 'kazasu-fuzz-'));
    findings += 1;
    const file = join(folder, `${finding.seed}-${finding.iteration}`);
    writeFileSync(file, octets);
    writeFileSync(`${file}.json`, JSON.stringify(finding, null, 1));
    say(`BROKEN ${finding.door} (${finding.caseId} ${finding.input}): ${finding.fault}`);
    say(`  --seed ${finding.seed} --first ${finding.iteration} --iterations 1; input in ${file}`);
  };
  const progress = runPkiFuzz({
    seed: Number(values.seed),
    first: Number(values.first),
    iterations: Number(values.iterations),
    onFinding,
    goesOn: watch(Number(values.seconds), () => findings < FINDINGS_MAX),
  });
  say(`seed ${values.seed}: ${textOf(progress)}, ${findings} broken rules`);
  return findings === 0;
}

/** Until the time is over; every ten seconds a line tells how far it is. */
function watch(seconds: number, mayGoOn: () => boolean): (progress: PkiFuzzProgress) => boolean {
  const start = performance.now();
  let told = start;
  return (progress) => {
    const now = performance.now();
    if (now - told > 10_000) {
      told = now;
      say(`seed ${values.seed}, ${((now - start) / 1000).toFixed()} s: ${textOf(progress)}`);
    }
    return now - start < seconds * 1000 && mayGoOn();
  };
}

function textOf({ iterations, calls, stillValid, slowestMs }: PkiFuzzProgress): string {
  return `${iterations} inputs, ${calls} calls, ${stillValid} still valid, slowest ${slowestMs.toFixed()} ms`;
}

const RUNS: { readonly [name: string]: () => boolean } = {
  card: fuzzCard,
  parsers: fuzzParsers,
  pki: fuzzPki,
};
const run = RUNS[positionals[0] ?? ''];
if (values.help || run === undefined || positionals.length !== 1) {
  process.stdout.write(HELP);
  process.exitCode = values.help ? 0 : 1;
} else if (!run()) process.exitCode = 1;
