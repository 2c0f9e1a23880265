/** `npm run pages`: builds the style sheet and the pages of every app where their sources have changed. */
import { evidencePages } from '@kazasu/evidence-page';
import { phonePages } from '@kazasu/phone';
import { buildPages as build } from '@kazasu/ui/build';

/** What `npm start` does too, with the same list of apps. */
export async function buildPages(): Promise<void> {
  await build({ apps: [phonePages, evidencePages], onProgress: (line) => process.stdout.write(`${line}\n`) });
}

if (import.meta.main) await buildPages();
