/** `npm run mutate`: changes the code in small ways, one at a time, and tells which changes no test found. */
import { parseArgs } from 'node:util';
import {
  figuresOf,
  publish,
  requireStryker,
  runStryker,
  type Survivor,
  scoreOf,
  survivorsOf,
  TARGETS,
  type Target,
} from './mutation/index.ts';

const HELP = `npm run mutate [-- OPTIONS] [${TARGETS.map(({ name }) => name).join('|')} …]

Runs Stryker over what is named, or all of it, and tells every mutant that survived. Fails under the least score
(tools/src/mutation/targets.ts). The first time it installs Stryker in tools/mutation.

  --only PART        only files whose name contains PART
  --concurrency N    how many mutants are judged at the same time (1)
  --no-constants     leave out what is computed once, when a module is loaded: quicker
  --publish          write the figures to tools/mutation/scores.json, of which docs/mutation.md is made (npm run docs)
  --help             this text
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    only: { type: 'string' },
    concurrency: { type: 'string', default: '1' },
    constants: { type: 'boolean', default: true },
    publish: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const textOf = ({ file, line, original, replacement, covered }: Survivor) =>
  `${file}:${line} ${covered ? '' : '(no test reaches it) '}${original} → ${replacement}`;

function mutate(target: Target): boolean {
  const report = runStryker(target, {
    concurrency: Number(values.concurrency),
    only: values.only,
    constants: values.constants,
  });
  for (const survivor of survivorsOf(report)) say(textOf(survivor));
  const figures = figuresOf(report);
  const score = scoreOf(figures);
  say(`${target.name}: score ${score.toFixed(1)}, ${JSON.stringify(figures)}, at least ${target.least}`);
  if (values.publish) publish(target.name, figures);
  return score >= target.least;
}

/** A room names all that is mutated in it. */
const isNamed = (typed: string, name: string) => name === typed || name.startsWith(`${typed}/`);

function main(): number {
  const targets = TARGETS.filter(
    ({ name }) => positionals.length === 0 || positionals.some((typed) => isNamed(typed, name)),
  );
  if (values.help || positionals.some((typed) => !TARGETS.some(({ name }) => isNamed(typed, name)))) {
    process.stdout.write(HELP);
    return values.help ? 0 : 1;
  }
  if (values.publish && values.only !== undefined) {
    say('What is published is whole: without --only.');
    return 1;
  }
  requireStryker();
  return targets.map(mutate).every((enough) => enough) ? 0 : 1;
}

process.exitCode = main();
