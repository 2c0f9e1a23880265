/**
 * A time-stamp unit of another make: OpenSSL certifies it, keeps its revocation list and answers for it (`openssl ts -reply`), behind a
 * small server on this machine. Its clock is the machine's.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { OPENSSL, requirePeer } from '@kazasu/server/peer';

export interface OutsideUnit {
  /** Where it takes requests. */
  readonly url: string;
  /** Where its list is. */
  readonly crl: string;
  /** Its CA, DER. */
  readonly anchor: Uint8Array;
  /** How often it was asked for a token. */
  readonly asked: number;
  /** Works on the request before OpenSSL sees it. */
  onRequest: (request: Uint8Array) => Uint8Array;
  /** Works on the answer, DER, before it goes out; undefined: HTTP 404. */
  onAnswer: (answer: Uint8Array) => Uint8Array | undefined;
  /** The same for the list. */
  onList: (list: Uint8Array) => Uint8Array | undefined;
  /** From now on its certificate stands in the list. */
  revoke(): void;
  close(): Promise<void>;
}

export interface OutsideUnitOptions {
  /** Of its CA; the unit's follows from it. */
  readonly name: string;
  /** For so many days its certificate is valid; its list as well. */
  readonly days: number;
  readonly key?: 'rsa' | 'ec';
}

/** What it says that it works by, and another that it knows. */
export const OUTSIDE_POLICY = '1.3.6.1.4.1.99999.1';
export const OTHER_POLICY = '1.3.6.1.4.1.99999.0';

const CA_DAYS = 7000;
const KEYS = {
  rsa: ['-newkey', 'rsa:2048'],
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
} as const;

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
[of_ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[of_unit]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
[ca]
default_ca = list
[list]
database = index.txt
crlnumber = crlnumber
certificate = ca.pem
private_key = ca.key
default_md = sha256
crl_extensions = of_list
[of_list]
authorityKeyIdentifier = keyid:always
[tsa]
default_tsa = unit
[unit]
serial = serial
signer_cert = unit.pem
signer_key = unit.key
signer_digest = sha256
default_policy = ${OUTSIDE_POLICY}
other_policies = ${OTHER_POLICY}
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_alg = sha256
`;

/** Throws where there is no OpenSSL: ask for the peer first. */
export async function openOutsideUnit(options: OutsideUnitOptions): Promise<OutsideUnit> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-unit-'));
  const openssl = opensslIn(folder);
  const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
  certify(folder, openssl, options);
  let asked = 0;
  const answer = async (body: Uint8Array) => {
    asked += 1;
    const files = { query: `${asked}.tsq`, reply: `${asked}.tsr` };
    writeFileSync(join(folder, files.query), unit.onRequest(body));
    await openssl.later('ts', '-reply', '-config', 'conf', '-queryfile', files.query, '-out', files.reply);
    return unit.onAnswer(read(files.reply));
  };
  const server = createServer((request, response) => {
    const made =
      request.url === '/tsr' ? bodyOf(request).then(answer) : Promise.resolve(unit.onList(read('crl.der')));
    const type = request.url === '/tsr' ? 'application/timestamp-reply' : 'application/pkix-crl';
    made.then(
      (octets) => response.writeHead(octets === undefined ? 404 : 200, { 'Content-Type': type }).end(octets),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const unit: OutsideUnit = {
    url: `${base}/tsr`,
    crl: `${base}/crl`,
    anchor: read('ca.der'),
    get asked() {
      return asked;
    },
    onRequest: (request) => request,
    onAnswer: (octets) => octets,
    onList: (list) => list,
    revoke: () => {
      openssl.now('ca', '-config', 'conf', '-revoke', 'unit.pem');
      publish(openssl, options);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
  return unit;
}

type Openssl = ReturnType<typeof opensslIn>;

function opensslIn(cwd: string) {
  const { path } = requirePeer(OPENSSL);
  const run = promisify(execFile);
  return {
    now: (...typed: readonly string[]) => void execFileSync(path, typed, { cwd, stdio: 'pipe' }),
    later: async (...typed: readonly string[]) => void (await run(path, typed, { cwd })),
  };
}

function certify(folder: string, openssl: Openssl, options: OutsideUnitOptions): void {
  const { name, days, key = 'rsa' } = options;
  for (const [file, content] of [
    ['conf', CONFIG],
    ['index.txt', ''],
    ['crlnumber', '01\n'],
    ['serial', '01\n'],
  ] as const) {
    writeFileSync(join(folder, file), content);
  }
  const made = (file: string, cn: string) => [
    '-nodes',
    '-keyout',
    `${file}.key`,
    '-subj',
    `/C=JP/O=${name}/CN=${cn}`,
  ];
  const ca = ['-x509', '-extensions', 'of_ca', '-days', String(CA_DAYS), '-out', 'ca.pem'];
  openssl.now('req', '-config', 'conf', ...KEYS[key], ...made('ca', 'CA'), ...ca);
  openssl.now('req', '-config', 'conf', ...KEYS[key], ...made('unit', 'Unit'), '-out', 'unit.csr');
  const issued = [
    '-extfile',
    'conf',
    '-extensions',
    'of_unit',
    '-days',
    String(days),
    '-set_serial',
    '0x4501',
  ];
  openssl.now(
    'x509',
    '-req',
    '-in',
    'unit.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    ...issued,
    '-out',
    'unit.pem',
  );
  openssl.now('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der');
  publish(openssl, options);
}

function publish(openssl: Openssl, { days }: OutsideUnitOptions): void {
  openssl.now('ca', '-config', 'conf', '-gencrl', '-crldays', String(days), '-out', 'crl.pem');
  openssl.now('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.der');
}

/** As strict as units outside are. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const { method, headers } = request;
  if (method !== 'POST' || headers['content-type'] !== 'application/timestamp-query')
    throw new TypeError('no query');
  return new Uint8Array(await buffer(request));
}
