/** The verifier as it is shipped, with an authority beside it, in a process of its own. Writes what to ask it into a file, then says `ready`. */
import { writeFileSync } from 'node:fs';
import { serve } from '@kazasu/server/http';
import { createLog } from '@kazasu/server/log';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { createWorld, PURPOSE, signDocuments } from '@kazasu/verifier/testing';
import { serveOnMessage } from '../login/child.ts';
import { withoutStorage } from './no-storage.ts';

export interface VerifierSettings {
  readonly port: number;
  readonly store: StoreOptions;
  /** False: what the log writes is thrown away. */
  readonly keeps: boolean;
  /** Bodies of so many different requests. */
  readonly bodies: number;
  readonly file: string;
}

/** What the file has. */
export interface Requests {
  readonly token: string;
  readonly bodies: readonly string[];
}

serveOnMessage<VerifierSettings>(async ({ port, store: options, keeps, bodies: count, file }) => {
  const store = await openStore(options);
  const log = createLog({ service: 'verifier', destination: { write: () => {} } });
  const world = await createWorld({ store: keeps ? store : withoutStorage(store), log });
  const tenant = await world.tenant();
  const cards = await Promise.all(Array.from({ length: 8 }, () => world.card()));
  const bodies = Array.from({ length: count }, (_, i) => {
    const card = cards[i % cards.length];
    if (card === undefined) throw new Error('no cards');
    const signed = signDocuments(card, [`document ${i}`]);
    return JSON.stringify({ purpose: PURPOSE, reference: `case-${i}`, revocation: 'crl', ...signed });
  });
  writeFileSync(file, JSON.stringify({ token: tenant.token, bodies } satisfies Requests));
  await serve(world.verifier.app, { hostname: 'localhost', port });
});
