import { systemClock } from '@kazasu/server/clock';
import { type Command, Option } from 'commander';
import type { ConsistencyCommandOptions, EvidenceOptions, TellingOptions } from '../evidence/index.ts';
import type { Terminal } from '../terminal.ts';

const EXIT_CODES = `
Exit codes:
  0  valid
  1  invalid: something was changed, or a signature did not hold
  2  the command was not understood, or a file cannot be read or is of no known form
  3  indeterminate: something is missing to decide; the last lines say what`;

const VERIFY_HELP = `
FILE is the evidence of one record, as the verifier hands it out. Nobody is asked: everything is in the file, but for whom
to believe. That is in --trust FILE, got by another way than the evidence:
  { "format": "kazasu-evidence-trust/1",
    "anchors": [CA certificates of signers], "timestampAnchors": [CA certificates of time-stamps],
    "logs": [{ "origin": NAME, "publicKey": BASE64 }] }
Certificates are PEM or DER in base64. Without it the answer tells the fingerprints to compare.

The answer is twofold: whether the record is genuine, and whether the signature in it held at the time of the record.
With --document FILE, whether that is what was signed: by its hash, or, of a signed PDF, XML or CMS, by judging the file itself again.
${EXIT_CODES}

Examples:
  kazasu evidence verify record.json --trust trust.json
  kazasu evidence verify record.json --trust trust.json --document contract.pdf --language ja
  kazasu evidence verify record.json --trust trust.json --at 2036-01-01T00:00:00+09:00 --json`;

const CONSISTENCY_HELP = `
OLDER and NEWER are checkpoints of one log (signed notes), as it publishes them. With the proof between them, nothing that was
in the log then can have been changed or taken out since.
${EXIT_CODES}

Example:
  kazasu evidence consistency monday.txt friday.txt --proof proof.json --trust trust.json`;

export function addEvidenceCommands(program: Command, terminal: Terminal): void {
  const evidence = program.command('evidence').description('check the evidence of a verification, offline');
  common(evidence.command('verify <file>'))
    .description('judge the evidence of one record')
    .option('--document <file>', 'the document: is it what was signed?')
    .option('--trust <file>', 'whom to believe: a trust file')
    .option('--at <time>', 'judge for this time, ISO 8601 with offset (default: now)')
    .option('--verbose', 'every check, also those passed')
    .addHelpText('after', VERIFY_HELP)
    .action(async (file: string, options: EvidenceOptions) => {
      const { verifyEvidence } = await import('../evidence/index.ts');
      await verifyEvidence(file, options, terminal, systemClock);
    });
  common(evidence.command('consistency <older> <newer>'))
    .description('judge whether a later head of a log continues an earlier one')
    .requiredOption('--proof <file>', 'proof of consistency between the two')
    .option('--trust <file>', 'whom to believe: a trust file with the key of the log')
    .addHelpText('after', CONSISTENCY_HELP)
    .action(async (older: string, newer: string, options: ConsistencyCommandOptions) => {
      const { verifyConsistencyOf } = await import('../evidence/index.ts');
      await verifyConsistencyOf({ older, newer }, options, terminal, systemClock);
    });
  common(evidence.command('show <file>'))
    .description('tell what a bundle says of itself, without checking it')
    .action(async (file: string, options: TellingOptions) => {
      const { showEvidence } = await import('../evidence/index.ts');
      await showEvidence(file, options, terminal);
    });
}

function common(command: Command): Command {
  return command
    .addOption(new Option('--language <language>', 'of the answer (default: by LANG)').choices(['ja', 'en']))
    .option('--json', 'answer as JSON');
}
