import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CardImage, PATHS } from '@kazasu/authority/api';
import { testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { TEST_SETTINGS } from '@kazasu/provider/testing';
import { systemClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { silentLog } from '@kazasu/server/log';
import { startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { PEOPLE, residentRecordOf } from '@kazasu/town/people';

/** What nodes of a provider stand on: an authority that answers, a real PostgreSQL, a folder of keys. */
export interface ProviderGround {
  readonly folder: string;
  readonly postgres: TestPostgres;
  /** By their names in the environment; the port is any free one, and so is that of the management. */
  readonly settings: Readonly<Record<string, string>>;
  /** Each of another person of the town. */
  readonly cards: readonly CardImage[];
  close(): Promise<void>;
}

export async function providerGround({ cards = 1 } = {}): Promise<ProviderGround> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-serve-'));
  const [postgres, authority] = await Promise.all([
    startPostgres(),
    testAuthority({ clock: systemClock, log: silentLog }),
  ]);
  const server = await serve(authority.app, { hostname: 'localhost', port: 0 });
  const trustFile = join(folder, 'trust.json');
  writeFileSync(trustFile, await (await authority.ask(VERIFIER, PATHS.trust)).text());
  return {
    folder,
    postgres,
    settings: {
      KAZASU_BASE_URL: TEST_SETTINGS.baseUrl,
      KAZASU_PHONE_URL: TEST_SETTINGS.phoneUrl,
      KAZASU_ADMIN_TOKEN: TEST_SETTINGS.adminToken,
      KAZASU_AUTHORITY_URL: server.url,
      KAZASU_AUTHORITY_TOKEN: VERIFIER,
      KAZASU_TRUST_FILE: trustFile,
      KAZASU_KEY_FOLDER: join(folder, 'keys'),
      KAZASU_LISTEN_PORT: '0',
      KAZASU_MANAGEMENT_PORT: '0',
      DATABASE_URL: postgres.url,
    },
    cards: await Promise.all(
      PEOPLE.slice(0, cards).map((person) => {
        const resident = residentRecordOf(person, systemClock.now());
        return authority.personalise({ resident, options: { pins: { ...person.pins } } });
      }),
    ),
    close: async () => {
      await server.close();
      await authority.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
