/** Runs the site alone, against the provider that the environment names: see README.md. */
import { readFile } from 'node:fs/promises';
import { start } from './start.ts';

/** The only place that reads the environment. */
const {
  RESERVATION_ORIGIN: origin = 'http://localhost:4010',
  RESERVATION_ISSUER: issuer = 'http://localhost:4001/api/realms/main',
  RESERVATION_CLIENT_ID: clientId = '',
  RESERVATION_KEY_FILE: keyFile = '',
} = process.env;

const { url } = await start({ origin, issuer, clientId, privateKey: await readFile(keyFile, 'utf8') });
process.stdout.write(`${url}\n`);
