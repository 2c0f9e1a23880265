import type { Command } from 'commander';
import { listOutcomes } from '../sandbox/index.ts';
import type { Terminal } from '../terminal.ts';
import { townOption } from './options.ts';

const AFTER_HELP = `
An outcome is asked for with \`kazasu phone URL --person hanako --outcome revoked\`, or in the address itself:
append &kazasu_person=hanako&kazasu_outcome=revoked to the authorization URL, and the answer is the redirect to your
site. Outcomes that are late take &kazasu_delay=SECONDS. See docs/use/sandbox.md.`;

export function addSandboxCommands(program: Command, terminal: Terminal): void {
  const sandbox = program.command('sandbox').description('answers to test with, without holding a card');
  sandbox
    .command('outcomes')
    .description('every outcome that can be asked for, and what your site gets of it')
    .addOption(townOption())
    .option('--json', 'a JSON array, with explanations in Japanese and English')
    .addHelpText('after', AFTER_HELP)
    .action((options: { town: string; json?: boolean }) =>
      listOutcomes(options.town, options.json === true, terminal),
    );
}
