import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CustodyEnvironment, KeyMaker, Typeface } from '@kazasu/authority';
import { evidencePages } from '@kazasu/evidence-page';
import { phonePages } from '@kazasu/phone';
import type { ClientRegistration, ClientView } from '@kazasu/provider/api';
import { systemClock } from '@kazasu/server/clock';
import type { LogDestination } from '@kazasu/server/log';
import { buildPages } from '@kazasu/ui/build';
import {
  openTokens,
  portsFrom,
  type TownDescription,
  type TownPorts,
  type TownUrls,
  urlsOf,
} from './access/index.ts';
import { openBox } from './box/index.ts';
import { type Administration, registerClient, registerOwn } from './client.ts';
import { createCounterReader } from './counter-reader.ts';
import { describeTown } from './describe.ts';
import { TownError } from './error.ts';
import { createIndexPage, type IndexPageOptions } from './index-page/index.ts';
import { lockFolder } from './lock.ts';
import { registerOperator } from './operator.ts';
import { mountOwnPeople, type OwnPeopleOptions } from './own-people/index.ts';
import { PERSON_IDS, type PersonId } from './people/index.ts';
import { anyPorts, portTaken, requireFree } from './ports.ts';
import { createDesk, readSeed, renewPerson, type Seeding, seedPeople, writeSeed } from './seed/index.ts';
import {
  type Ground,
  listen,
  OPERATOR_ID,
  type StartedService,
  startAuthority,
  startPhone,
  startProvider,
  startReservation,
  startSubstitute,
  startTimestamp,
  startTownOffice,
  startVerifier,
  TOWN_OFFICE_TENANT,
} from './service/index.ts';
import { consoleLink, enrolTenant } from './tenant.ts';
import { townTrust } from './trust.ts';

export { TownError, type TownErrorCode } from './error.ts';

export interface TownOptions {
  /** First port, 4000 when not given; 0 takes any free ports. */
  readonly port?: number;
  /** Where the app looks for `kazasu agent`, 4020 when not given. */
  readonly agentPort?: number;
  /** Folder of everything that is kept, `data` when not given. */
  readonly dataFolder?: string;
  /** A PostgreSQL for what the services store; files in the data folder when not given. */
  readonly databaseUrl?: string | undefined;
  /** Where the services' logs go; a file in the data folder when not given. */
  readonly log?: LogDestination;
  /** How the keys that go into cards are made; the authority knows when it is not given. For tests, which are many. */
  readonly makeKey?: KeyMaker;
  /** What is printed on cards is drawn with; the authority knows when it is not given. For tests. */
  readonly typeface?: Typeface;
  /** Names the files that open the authority's keys; that of this process when not given. */
  readonly environment?: CustodyEnvironment;
  /** One short English line for each thing that takes a while. */
  readonly onProgress?: (line: string) => void;
}

export interface Town {
  readonly urls: TownUrls;
  readonly people: TownDescription['people'];
  /** Registers a relying party at the provider. Throws a TownError `town/client-refused`. */
  addClient(registration: ClientRegistration): Promise<ClientView>;
  /** The person goes to the counter and comes back with a new card, which takes the place of the old one in the box. */
  renewCard(person: PersonId): Promise<void>;
  /** Ends every service; what was stored stays. Idempotent. */
  close(): Promise<void>;
}

/**
 * Boots every service on this machine's loopback, in one process, and fills a new town with people. Resolves when
 * everything answers. Rejects with a TownError, a ConfigError or a StoreError, and leaves nothing running.
 */
export async function createTown(options: TownOptions = {}): Promise<Town> {
  const tell = options.onProgress ?? (() => {});
  const ports = options.port === 0 ? await anyPorts() : portsFrom(options.port ?? 4000);
  await requireFree(ports);
  await buildPages({ apps: [phonePages, evidencePages], onProgress: tell });
  const ground = groundFor(options, ports);
  const lockPath = join(ground.dataFolder, 'town', 'lock');
  const lock = undamaged(lockPath, () => lockFolder(lockPath));
  const started: (() => Promise<void>)[] = [async () => lock.release()];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll(started);
    return closing;
  };
  const start = async <Service extends StartedService>(port: number, work: Promise<Service>) => {
    const service = await work.catch((cause: unknown) => {
      throw portTaken(port, cause);
    });
    started.unshift(service.close);
    return service;
  };
  try {
    return { ...(await boot(ground, start, tell)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Starter = <S extends StartedService>(port: number, work: Promise<S>) => Promise<S>;

async function boot(
  ground: Ground,
  start: Starter,
  tell: (line: string) => void,
): Promise<Omit<Town, 'close'>> {
  const { ports, urls, tokens } = ground;
  const seedFile = join(ground.dataFolder, 'town', 'seed.json');
  const seed = undamaged(seedFile, () => readSeed(seedFile)) ?? {
    version: 1,
    seededAt: ground.clock.now(),
    finished: false,
  };
  writeSeed(seedFile, seed);
  const cards = join(ground.dataFolder, 'town', 'cards');
  const box = undamaged(cards, () => openBox({ folder: cards, origin: urls.phone, order: PERSON_IDS }));
  tell('starting the authority');
  const authority = await start(ports.authority, startAuthority(ground, createCounterReader(box)));
  const desk = createDesk({ url: urls.authority, adminToken: await tokens('authority-admin') });
  if (!seed.finished) {
    await fill({ desk, box, seededAt: seed.seededAt, notBefore: authority.rootsBegin }, tell);
    writeSeed(seedFile, { ...seed, finished: true });
  }
  tell('starting the provider, the phone, the time-stamp service and the verifier');
  await start(ports.provider, startProvider(ground));
  await start(ports.phone, startPhone(ground, box));
  await start(ports.substitute, startSubstitute(ground, box));
  const { anchor } = await start(ports.timestamp, startTimestamp(ground));
  await start(ports.verifier, startVerifier(ground, anchor));
  const admin = { provider: urls.provider, token: await tokens('provider-admin') };
  tell('starting the reservation site and the town office');
  await startParties(ground, start, admin);
  const describe = () => describeTown(urls, seed.seededAt, box.numbers);
  const trust = () => townTrust(ground, anchor);
  const administration = { verifier: urls.verifier, token: await tokens('verifier-admin') };
  const doors = {
    counterLink: authority.counterLink,
    consoleLink: () => consoleLink(administration, TOWN_OFFICE_TENANT.tenantId),
  };
  await start(
    ports.index,
    startIndex(ground, { describe, trust, ...doors }, { desk, box, clock: ground.clock }),
  );
  return {
    urls,
    people: describe().people,
    addClient: (registration) => registerClient(admin, registration),
    renewCard: (person) => renewPerson(person, { desk, box }),
  };
}

/** What cannot be read is told, never replaced: a new card would have fresh tries. */
function undamaged<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof TownError) {
      throw cause;
    }
    throw new TownError(
      'town/data',
      `${path} is damaged, or of another version.`,
      'Move the data folder away to begin a new town, or name another one with KAZASU_DATA.',
      cause,
    );
  }
}

async function fill(seeding: Omit<Seeding, 'onPerson'>, tell: (line: string) => void) {
  tell('handing out cards to twelve people');
  if (seeding.notBefore !== undefined) {
    tell(
      '  the roots of the ceremony are young: all cards are of today, and nobody has one that has run out',
    );
  }
  await seedPeople({ ...seeding, onPerson: (person) => tell(`  ${person.id} (${person.name}) has a card`) });
}

/** Sites that have people log in or sign, and what they need of others first. */
async function startParties(ground: Ground, start: Starter, admin: Administration): Promise<void> {
  const { ports, urls, tokens } = ground;
  const register = (registration: ClientRegistration) => registerOwn(admin, registration);
  await registerOperator(admin, {
    operatorId: OPERATOR_ID,
    name: 'かざす署名検証サービス',
    jwksUri: `${urls.verifier}/jwks`,
  });
  const administration = { verifier: urls.verifier, token: await tokens('verifier-admin') };
  const keyFile = join(ground.dataFolder, 'town', 'tokens', 'town-office.api-key');
  const apiKey = await enrolTenant(administration, TOWN_OFFICE_TENANT, keyFile);
  await start(ports.reservation, startReservation(ground, register));
  await start(ports.townOffice, startTownOffice(ground, { register, apiKey }));
}

async function startIndex(
  ground: Ground,
  page: IndexPageOptions,
  ownPeople: OwnPeopleOptions,
): Promise<StartedService> {
  const app = createIndexPage(page);
  mountOwnPeople(app, ownPeople);
  const server = await listen(app, ground.ports.index);
  return { server, close: () => server.close() };
}

function groundFor(options: TownOptions, ports: TownPorts): Ground {
  const dataFolder = resolve(options.dataFolder ?? 'data');
  mkdirSync(join(dataFolder, 'town'), { recursive: true, mode: 0o700 });
  return {
    ports,
    urls: urlsOf(ports),
    dataFolder,
    databaseUrl: options.databaseUrl,
    ...(options.agentPort && { agentPort: options.agentPort }),
    ...(options.makeKey && { makeKey: options.makeKey }),
    ...(options.typeface && { typeface: options.typeface }),
    ...(options.environment && { environment: options.environment }),
    tokens: openTokens(dataFolder),
    clock: systemClock,
    log: options.log ?? createWriteStream(join(dataFolder, 'town', 'town.log'), { flags: 'a', mode: 0o600 }),
  };
}

/** Those that were started last first; every one is ended, whatever becomes of the others. */
async function closeAll(started: readonly (() => Promise<void>)[]): Promise<void> {
  for (const end of started) {
    await end();
  }
}
