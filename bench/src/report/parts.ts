import type { Figure } from '../figure/index.ts';
import { runFlowBench } from '../flow/index.ts';
import { runLoadBench } from '../load/index.ts';
import { runPkiBench } from '../pki/index.ts';
import { runStartBench } from '../start/index.ts';
import { runWorkersBench } from '../workers/index.ts';
import type { Bar } from './chart.ts';

export interface ReportPart {
  readonly name: string;
  readonly title: string;
  readonly command: string;
  /** What is measured, and what limits it: a paragraph or a list. */
  readonly text: string;
  measure(onProgress: (line: string) => void): Promise<{ readonly figures: readonly Figure[] }>;
  readonly picture: {
    readonly title: string;
    readonly unit: string;
    bars(figures: readonly Figure[]): readonly Bar[];
  };
}

function kindOf(name: string): Bar['kind'] {
  if (name.startsWith('floor')) return 'floor';
  return name.startsWith('oidc-provider') ? 'peer' : 'ours';
}

/** Those of one unit, each with what stands beside it. */
function bothOf(figures: readonly Figure[], unit = 'ms'): Bar[] {
  return figures
    .filter((figure) => figure.unit === unit)
    .flatMap(({ name, value, beside }) => [
      { label: name.trim(), value, kind: 'ours' as const },
      ...(beside === undefined
        ? []
        : [{ label: `  ${beside.name}`, value: beside.value, kind: 'peer' as const }]),
    ]);
}

/** In the order in which they are taken: those that are disturbed most by others first. */
export const PARTS: readonly ReportPart[] = [
  {
    name: 'flow',
    title: 'The protocol: a flow without a card',
    command: 'npm run bench -- flow',
    text: `Authorization request, code, tokens, userinfo; a relying party with \`private_key_jwt\` (ES256), PKCE and an ID token in ES256; whoever opens the waiting page has agreed. The server has a core of its own. Two bounds stand beside ours: npm \`oidc-provider\` 9 with its stores in memory, and a **floor**,
the least that a correct flow needs on \`node:http\` and \`node:crypto\`, with Maps in memory, one client and one person (\`bench/src/flow/floor-server.ts\`).

What limits it: the floor. Five times the peer is less than the floor on the machines that we have: its two requests of the authorization, one check and one signature in ES256 and a fetch cost more than a fifth of the peer's flow. 2.5 times the peer's token endpoint is below the floor's, because a signature is checked and one made there
(two thirds of the floor's), and 7 times its userinfo is about the floor's. What ours does beyond the floor: a dozen statements of a store that would outlive the process (the larger half of the difference in memory; in a table of 10⁵ rows an insert with its indexes costs 20 to 45 µs), a strict parser for every message, items that are sealed at rest,
a request's id, metrics and log, and the security headers of pages. In memory and in a file those who write at once share begin and commit; on PostgreSQL they share statements, and those who fetch their answers at once share a transaction, so its client's work comes near to that of the engine in the process.`,
    measure: (onProgress) => runFlowBench({ concurrent: 64, rounds: 5, flows: 2000, only: [], onProgress }),
    picture: {
      title: 'Processor time of the server for a flow',
      unit: 'µs',
      bars: (figures) =>
        figures
          .filter(({ name, beside }) => name.endsWith(': flow') && beside?.name !== 'floor')
          .map(({ name, value }) => ({ label: name.replace(': flow', ''), value, kind: kindOf(name) })),
    },
  },
  {
    name: 'card',
    title: 'The card’s part of a login',
    command: 'npm run bench -- pki login',
    text: `The certificate's signature, its key, the challenge's signature, path, profile and revocation, beside two bare RSA-2048 verifications with keys that are ready. What limits it: a card's key is new with each login (15 µs to import and to prepare); the rest is the DER of the certificate and the report.`,
    measure: (onProgress) =>
      runPkiBench({ rounds: 5, seconds: 1, entries: 10_000, only: ['login'], onProgress }),
    picture: { title: 'A card judged', unit: 'ms', bars: (figures) => bothOf(figures) },
  },
  {
    name: 'load',
    title: 'Whole logins under load',
    command: 'npm run bench -- load --logins 10000',
    text: `Nine requests: browser, phone with a virtual card, relying party; the file store as shipped, every answer behind a commit that has reached the disk. The load holds the cards, whose three RSA signatures cost about as much as the server's part, on the other of two cores. The signatures are made by threads, so that they do not hold up the answers of others.
What limits it: the rows say how busy the server's core was and how late the load; where the core is nearly full, it is the core. A login waits for twelve commits one after the other, 16 at once share about nine in ten of them, and SQLite waits for the disk in the process's only thread: while one commit waits, everybody does; a row says what the same disk took for a bare page in the same minutes. On PostgreSQL the waiting is the database's. Commits are a quarter of a login's processor time; then come two QR codes' worth of page and RSA of the chip's three signatures.
Memory: a worker as the first process starts it, with V8's young generation and the C library's heaps held small; on a machine of 24 GB they are 110 MB more otherwise.`,
    measure: (onProgress) => runLoadBench({ concurrent: 16, seconds: 15, logins: 10_000, onProgress }),
    picture: {
      title: 'Whole logins',
      unit: 'ms',
      bars: (figures) => bothOf(figures),
    },
  },
  {
    name: 'workers',
    title: 'A second core',
    command: 'npm run bench -- workers',
    text: `Whole logins on PostgreSQL with \`fsync\`. Service, database and load, all together, have one core with one worker, and two cores with two workers: so nobody borrows from a core that is not counted. What limits it: the cores; all that a second one does not double is what the first had left over.`,
    measure: (onProgress) => runWorkersBench({ concurrent: 16, rounds: 3, seconds: 10, onProgress }),
    picture: {
      title: 'Whole logins a second',
      unit: '/s',
      bars: (figures) =>
        figures.map(({ name, value }) => ({
          label: name.replace('whole logins, ', ''),
          value,
          kind: 'ours',
        })),
    },
  },
  {
    name: 'start',
    title: 'A process from nothing',
    command: 'npm run bench -- start',
    text: `From \`spawn\` to the first metadata document with 200, as the systemd unit and the container begin the provider, with its file store, compiled code kept from an earlier start on both sides. What limits it: files. A provider is many hundred small modules, and to find, read and link one costs Node about 0.25 ms, compiled code or not; the peer has a quarter as many.
A bundle makes it about 0.6 of the peer, and would be a build, which this project does without (ADR 0056).`,
    measure: (onProgress) => runStartBench({ rounds: 7, onProgress }),
    picture: { title: 'A start', unit: 'ms', bars: (figures) => bothOf(figures) },
  },
];
