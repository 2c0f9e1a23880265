import type { Command } from 'commander';
import { type CardContext, type VerifyOptions, verifyCard } from '../../card/index.ts';
import { dataOption } from '../options.ts';
import { cardCommand, withSecrets } from './options.ts';

const AFTER_HELP = `
Reads the four items, the chip's key and the age record, has the chip sign a fresh challenge, and judges all of it by the
keys of the issuers: those of the running town, or those in FILE as the authority's /v1/trust tells them
({"cardIssuerKeys": [{"keyId", "modulus", "exponent"}]}). The issuers of real cards are not part of this project.
Exit code 1 when something is not genuine.`;

export function addVerifyCommand(card: Command, context: CardContext): void {
  withSecrets(
    cardCommand(
      card,
      'verify',
      'are the four items the issuer’s, and is this the chip? Secret: PIN of the four items',
    ),
  )
    .option('--issuers <file>', 'keys of the issuers to trust (default: the running town’s)')
    .addOption(dataOption())
    .option('--json', 'answer as JSON: {genuine, checks: [{id, passed, reason}]}')
    .addHelpText('after', AFTER_HELP)
    .action((options: VerifyOptions) => verifyCard(options, context));
}
