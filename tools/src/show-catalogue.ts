/** `npm run ui`: the catalogue of components on a page of this computer; `-- --help` tells the rest. */
import { parseArgs } from 'node:util';
import { keepPictures, PICTURES_FOLDER, serveCatalogue, takePictures } from '@kazasu/ui/catalogue/testing';
import { launchBrowser } from '@kazasu/ui/testing';

const HELP = `npm run ui [-- OPTIONS]

Shows every component in every state, with the code to use it.

  --port N    the port of the page (default 4090; 0 takes any free one)
  --update    takes new pictures of every section into kit/ui/screenshots, which tests compare, and ends
  --help      this text`;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      port: { type: 'string', default: '4090' },
      update: { type: 'boolean' },
    },
  });
  if (values.help) say(HELP);
  else if (values.update) await update();
  else await show(portOf(values.port));
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`--port ${text} is no port`);
  return port;
}

async function show(port: number): Promise<void> {
  const server = await serveCatalogue({ port, onProgress: say });
  say(`The catalogue is at ${server.url}/ (Ctrl+C ends it).`);
  const end = () => void server.close();
  process.once('SIGINT', end).once('SIGTERM', end);
}

async function update(): Promise<void> {
  const browser = await launchBrowser();
  const server = await serveCatalogue({ onProgress: say });
  try {
    const changed = await keepPictures(await takePictures(browser, server.url));
    for (const file of changed) say(`renewed ${file}`);
    say(`${changed.length} of the pictures in ${PICTURES_FOLDER} are new. Look at them before you commit.`);
  } finally {
    await Promise.all([browser.close(), server.close()]);
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
