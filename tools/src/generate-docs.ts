/** `npm run docs`: writes the documents that are made from tables in the code. A tidy test finds them out of step. */
import { writeFileSync } from 'node:fs';
import { GENERATED } from './docs/index.ts';

for (const { path, make } of GENERATED) {
  writeFileSync(path, make());
  process.stdout.write(`${path}\n`);
}
