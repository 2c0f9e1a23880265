import { PARSERS } from '@kazasu/conformance/parsers';
import { SHAKEN } from './shaken.ts';

const HEAD = `# What reads from outside, and what shakes it

Each parser of what others send, with the test that feeds it changed and arbitrary input: nothing but the parser's own refusal may be thrown, no input may take long or much memory, and what must be exact is refused with anything before or behind it.
The short runs are part of \`npm test\`; \`npm run fuzz -- parsers|pki|card\` goes on for as long as wanted, from any seed.

This page is made by \`npm run docs\`; a test holds that each test is there.

## Text and JSON

Shaken alike by [conformance/src/parsers](../conformance/src/parsers/index.ts): valid inputs, cut, doubled, moved, nested by thousands, filled with what means something to a parser.

| parser | what it reads | exact |
| --- | --- | --- |`;

const OTHERS = `
## Octets, and what has a test of its own

| what is read | from | test |
| --- | --- | --- |`;

export function parsersDocument(): string {
  const texts = PARSERS.map(({ name, from, exact }) => `| \`${name}\` | ${from} | ${exact ? 'yes' : ''} |`);
  const others = SHAKEN.map(
    ({ what, from, file, title }) => `| ${what} | ${from} | [${title}](../${file}) |`,
  );
  return `${[HEAD, ...texts, OTHERS, ...others].join('\n')}\n`;
}
