import type { Command } from 'commander';
import { parseAddress, serveCard, VPCD_DEFAULT } from '../../card/index.ts';
import type { Terminal } from '../../terminal.ts';
import { townOption } from '../options.ts';

interface ServeTyped {
  readonly person?: string;
  readonly card?: string;
  readonly town: string;
  readonly vpcd: string;
  readonly trace?: string | true;
  readonly json?: boolean;
}

const AFTER_HELP = `
Needs a virtual reader: on Debian and Ubuntu, apt-get install pcscd vsmartcard-vpcd. Then, in another terminal:
  kazasu card info
  OPENSC_DRIVER=jpki pkcs15-tool --dump
Note that vpcd listens on all network interfaces of the machine.`;

export function addServeCommand(card: Command, terminal: Terminal): void {
  card
    .command('serve')
    .description('put a card on a virtual reader, for any PC/SC software of this machine')
    .option('--person <id>', 'the card of this person of the town, or another card of its box')
    .option('--card <file>', 'the card in this file; its counters stay in it')
    .addOption(townOption())
    .option('--vpcd <host:port>', 'where the virtual reader listens', VPCD_DEFAULT)
    .option(
      '--trace [file]',
      'tell every exchange, PINs and contents masked; on the terminal, or with --trace=FILE into a file',
    )
    .option('--json', 'a line of JSON for each thing that happens: {event, code}')
    .addHelpText('after', AFTER_HELP)
    .action(({ vpcd, ...options }: ServeTyped) =>
      serveCard({ ...options, vpcd: parseAddress(vpcd) }, terminal),
    );
}
