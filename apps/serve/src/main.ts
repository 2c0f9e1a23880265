/** `node apps/serve/src/main.ts SERVICE`: what `kazasu serve SERVICE` is, without the rest of the command. */
import { serveCommand } from './command.ts';

process.exit(await serveCommand(process.argv.slice(2)));
