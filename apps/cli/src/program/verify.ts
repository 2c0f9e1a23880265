import { systemClock } from '@kazasu/server/clock';
import { environment } from '@kazasu/server/config';
import { townConfig } from '@kazasu/town/access';
import { type Command, Option } from 'commander';
import type { Terminal } from '../terminal.ts';
import { PROFILE_CHOICES } from '../verify/choices.ts';
import type { VerifyOptions } from '../verify/index.ts';
import { repeatable, townOption } from './options.ts';

const AFTER_HELP = `
FILE is known by what is in it:
  PDF (PAdES), XML (XAdES), CMS or CAdES (.p7m, .p7s; DER or PEM), a certificate (DER or PEM; further ones behind it
  help to build its path), an RFC 3161 time-stamp token or response

Whom to believe: the certification authorities of the running town, which is then asked for its revocation lists too;
or the certificates of --trust FILE, and then nobody is asked, and --crl or --ocsp say what is revoked. No address in a
certificate is ever followed. For a certificate of the town the profile is what its policy says (a document has to be signed
with a certificate for signatures); for others there is none unless --profile names one.

Exit codes:
  0  valid
  1  invalid: a signature TOTAL-FAILED, a certificate or time-stamp that breaks a rule
  2  the command was not understood, or a file cannot be read or is of no known kind
  3  indeterminate: something is missing to decide (the last lines say what), or the town does not answer

Examples:
  kazasu verify contract.pdf
  kazasu verify contract.txt.p7s --content contract.txt --verbose
  kazasu verify invoice.xml --trust ca.pem --crl ca.crl --language ja
  kazasu verify contract.pdf --trust ca.pem --crl ca.crl --timestamp-trust tsa-ca.pem --at 2026-11-22T12:00:00+09:00
  kazasu verify authentication.pem --profile authentication --json
  kazasu verify contract.tsr --data contract.pdf --timestamp-trust tsa-ca.pem --crl tsa-ca.crl`;

export function addVerifyCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('verify <file>')
    .description('judge a signed document, a certificate or a time-stamp');
  addTrust(addEvidence(command))
    .option('--at <time>', 'judge for this time, ISO 8601 with offset (default: now)')
    .addOption(
      new Option('--profile <kind>', 'what the certificate must be (default: see below)').choices(
        PROFILE_CHOICES,
      ),
    )
    .addOption(new Option('--language <language>', 'of the answer (default: by LANG)').choices(['ja', 'en']))
    .option('--show-items', 'show the four items that a certificate for signatures holds: personal data')
    .option('--verbose', 'every check, also those passed')
    .option(
      '--json',
      'the whole report: {file, kind, verdict, time, trust, profile, revocation, advice, report}',
    )
    .option('--certificates', 'with --json: certificates in Base64 too; they hold personal data')
    .addHelpText('after', AFTER_HELP)
    .action(async (file: string, options: VerifyOptions) => {
      const { verifyFile } = await import('../verify/index.ts');
      await verifyFile(file, options, terminal, systemClock);
    });
}

function addTrust(command: Command): Command {
  return command
    .option(
      '--trust <file>',
      'CA certificates to believe, PEM bundle or DER; repeatable (default: the town’s)',
      repeatable,
    )
    .option('--timestamp-trust <file>', 'CA certificates to believe for time-stamps; repeatable', repeatable)
    .addOption(townOption())
    .addOption(
      new Option('--town-data <folder>', 'data folder of the running town').default(
        townConfig(environment()).dataFolder,
        'KAZASU_DATA or data',
      ),
    );
}

function addEvidence(command: Command): Command {
  return command
    .option('--content <file>', 'the signed file beside a signature; repeatable for XML', repeatable)
    .option('--data <file>', 'what a time-stamp should be over')
    .option('--intermediate <file>', 'certificates that may help to build a path; repeatable', repeatable)
    .option('--crl <file>', 'a revocation list, PEM or DER; repeatable', repeatable)
    .option('--ocsp <file>', 'an OCSP answer, DER; repeatable', repeatable)
    .option('--no-revocation', 'do not ask whether anything is revoked; the answer says so');
}
