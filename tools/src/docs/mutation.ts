import { REMAINING, readPublished, scoreOf, TARGETS } from '../mutation/index.ts';

const HEAD = `# Mutation testing

\`npm run mutate\` changes the code in one small way after the other (a comparison turned, a condition left out, a list emptied) and runs the tests that reach it. A change that no test notices has survived: a test is missing, or the change means nothing.
The score is how many of a hundred were noticed. Sentences of errors are not changed: callers go by the code. How it works: [ADR 0054](adr/0054-mutation-testing.md).

This page is made by \`npm run docs\` from \`tools/mutation/scores.json\`, which \`npm run mutate -- --publish\` writes, and from the tables in \`tools/src/mutation\`.

| what | date | changes tried | a test failed | ran too long | survived | no test reaches it | left out | score | at least |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |`;

const LEFT = `
Left out are constants, where the run was made without them (those of the provider were), and changes that could not be run. What the provider judges of cards (\`proof/\`) has no score yet: changes that make a test wait for ever make its runs too long.

## What survives

Of \`lib/oidc\` looked at one by one; what mattered got a test. What remains there, by its reason, is in the table. Of the provider's folders most of what survives is wording, metrics, lines of the log, and a condition beside another that refuses the same; it has not been gone through one by one.

| where | change | why it stays |
| --- | --- | --- |`;

export function mutationDocument(): string {
  const published = readPublished();
  const rows = TARGETS.flatMap(({ name, least }) => {
    const figures = published[name];
    if (figures === undefined) return [];
    const { date, killed, timeout, survived, noCoverage, leftOut } = figures;
    const tried = killed + timeout + survived + noCoverage;
    const cells = [
      date,
      tried,
      killed,
      timeout,
      survived,
      noCoverage,
      leftOut,
      scoreOf(figures).toFixed(1),
      least,
    ];
    return [`| \`${name}\` | ${cells.join(' | ')} |`];
  });
  const remaining = REMAINING.map(({ where, change, why }) => `| ${where} | ${change} | ${why} |`);
  return `${[HEAD, ...rows, LEFT, ...remaining].join('\n')}\n`;
}
