import { type Command, Option } from 'commander';
import { type CardContext, type SignOptions, signFile } from '../../card/index.ts';
import { cardCommand, withSecrets } from './options.ts';

const AFTER_HELP = `
The signature is raw: RSASSA-PKCS1-v1_5 with SHA-256, 256 bytes, as OpenSSL reads it:
  kazasu card read authentication-certificate | openssl x509 -noout -pubkey > key.pem
  openssl dgst -sha256 -verify key.pem -signature FILE.sig FILE`;

export function addSignCommand(card: Command, context: CardContext): void {
  withSecrets(cardCommand(card, 'sign <file>', 'sign a file with a key of the card'))
    .addOption(
      new Option('--key <key>', 'authentication key with its PIN, or signature key with its password')
        .choices(['authentication', 'signature'])
        .default('authentication'),
    )
    .option('--out <file>', 'where the signature goes; - for standard output (default: FILE.sig)')
    .option('--verify', 'read the certificate too, and write only a signature that fits it')
    .option('--json', 'answer as JSON: {file, key, signature, verified}')
    .addHelpText('after', AFTER_HELP)
    .action((file: string, options: SignOptions) => signFile(file, options, context));
}
