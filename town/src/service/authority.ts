import { join } from 'node:path';
import { type CounterReader, createAuthority, openCustody, rootsBegin } from '@kazasu/authority';
import { environment } from '@kazasu/server/config';
import { type Ground, groundOf, listen, type StartedService } from './ground.ts';

export interface StartedAuthority extends StartedService {
  /** Lets a browser in at the counter's pages, once, within a minute. */
  counterLink(): string;
  /** When the roots of a ceremony began, before which no card can have been issued; undefined for the town's own. */
  readonly rootsBegin: number | undefined;
}

/** Whoever opens the counter from the town's front page. */
const VISITOR = 'tester';

/** The certification authority with its counter. `reader`: the card reader on the counter's desk. */
export async function startAuthority(ground: Ground, reader?: CounterReader): Promise<StartedAuthority> {
  const own = await groundOf(ground, 'authority');
  const custody = await openCustody(
    join(ground.dataFolder, 'authority', 'keys'),
    ground.environment ?? environment(),
  );
  const authority = await createAuthority({
    ...own,
    keys: custody.keys,
    ...(custody.signing && { signing: custody.signing }),
    ...(custody.roots && { roots: custody.roots }),
    ...(custody.cardGeneration && { cardGeneration: custody.cardGeneration }),
    ...(ground.makeKey && { makeKey: ground.makeKey }),
    ...(ground.typeface && { typeface: ground.typeface }),
    ...(reader && { reader }),
    phoneOrigin: ground.urls.phone,
    adminToken: await ground.tokens('authority-admin'),
    verifierToken: await ground.tokens('authority-verifier'),
  });
  const server = await listen(authority.app, ground.ports.authority, authority.direct);
  return {
    server,
    rootsBegin: custody.roots && rootsBegin(custody.roots),
    counterLink: () => `${ground.urls.authority}${authority.counterLink(VISITOR)}`,
    close: async () => {
      await server.close();
      await authority.close();
      await own.store.close();
      custody.close();
    },
  };
}
