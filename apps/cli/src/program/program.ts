import { Command } from 'commander';
import { keys, serve, up } from '../command/index.ts';
import type { Terminal } from '../terminal.ts';
import { addAdminCommands } from './admin.ts';
import { addAgentCommand } from './agent.ts';
import { addAuditCommands } from './audit.ts';
import { addCardCommands } from './card/index.ts';
import { addClientCommands } from './client.ts';
import { addContractCommands } from './contract.ts';
import { addEvidenceCommands } from './evidence.ts';
import { addOperatorCommands } from './operator.ts';
import { addPersonCommands } from './person.ts';
import { addPhoneCommand } from './phone.ts';
import { addSandboxCommands } from './sandbox.ts';
import { addVerifyCommand } from './verify.ts';

const AFTER_HELP = `
Exit codes:
  0  done
  1  the service or the card refused; what was to be verified is not valid
  2  the command was not understood
  3  the service, the reader or the card cannot be reached; what was to be verified cannot be decided

Environment:
  KAZASU_PORT        first port of the town (4000)
  KAZASU_AGENT_PORT  port of kazasu agent (4020); the town must be told it too
  KAZASU_DATA        data folder of the town (data)
  DATABASE_URL       a PostgreSQL for the services' data`;

/** The whole command line. Usage errors are thrown as commander's own errors, everything else as CommandProblem. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('kazasu')
    .description(
      'A town with My Number Cards on your machine: start it, ask it, play the phone in your tests, use its cards and real ones, verify what was signed.',
    )
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
    .exitOverride();
  program.command('up').description('start the town in the foreground, as `npm start` does').action(up);
  program
    .command('serve')
    .description('run one service as a process, as an operator does; see kazasu serve --help')
    .argument('[words...]')
    .helpOption(false)
    .allowUnknownOption()
    .action(serve);
  program
    .command('keys')
    .description('list, rotate, retire and destroy the keys of the provider; see kazasu keys --help')
    .argument('[words...]')
    .helpOption(false)
    .allowUnknownOption()
    .action(keys);
  addPersonCommands(program, terminal);
  addClientCommands(program, terminal);
  addOperatorCommands(program, terminal);
  addPhoneCommand(program, terminal);
  addSandboxCommands(program, terminal);
  addCardCommands(program, terminal);
  addAgentCommand(program, terminal);
  addVerifyCommand(program, terminal);
  addEvidenceCommands(program, terminal);
  addAdminCommands(program, terminal);
  addContractCommands(program, terminal);
  addAuditCommands(program, terminal);
  program.addHelpText('after', AFTER_HELP);
  return program;
}
