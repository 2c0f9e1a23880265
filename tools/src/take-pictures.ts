/** `npm run pictures`: takes the pictures in the README anew, from a town that is thrown away. Look at them before you commit. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTown } from '@kazasu/town';
import { launchBrowser } from '@kazasu/ui/testing';
import { takePictures } from './pictures/index.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** On the usual ports, because addresses are seen in the pictures. */
async function main(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'kazasu-pictures-'));
  const browser = await launchBrowser();
  try {
    const town = await createTown({ dataFolder, onProgress: say });
    try {
      for (const language of ['ja', 'en'] as const) {
        say(`${await takePictures(browser, town, language)} pictures in docs/pictures (${language})`);
      }
    } finally {
      await town.close();
    }
  } finally {
    await browser.close();
    rmSync(dataFolder, { recursive: true });
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
