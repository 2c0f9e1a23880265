import './command-line.ts';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type KeyKind = 'rsa' | 'rsa-1024' | 'rsa-3072' | 'p256' | 'p384' | 'ed25519';

export interface CertificateOrder {
  /** Files are named by it. */
  readonly name: string;
  readonly key: string;
  /** `/C=JP/CN=…` */
  readonly subject: string;
  /** Name of the certificate that issues; absent: signs itself. */
  readonly issuer?: string;
  readonly serial?: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Lines of the extension section; none makes a v1 certificate. */
  readonly extensions: readonly string[];
  /** Further sections of the configuration file. */
  readonly sections?: string;
  readonly digest?: string;
}

export interface RevokedLine {
  readonly serial: string;
  readonly at: number;
  readonly reason?: string;
}

export interface CrlOrder {
  readonly issuer: string;
  readonly from: number;
  readonly to: number;
  readonly number?: string;
  readonly revoked?: readonly RevokedLine[];
  readonly extensions?: readonly string[];
  readonly sections?: string;
}

export interface OcspOrder {
  /** Certificate that issued the one in question. */
  readonly authority: string;
  /** Certificate (and key) that signs the answer. */
  readonly responder: string;
  readonly request: Uint8Array;
  readonly good?: readonly string[];
  readonly revoked?: readonly RevokedLine[];
  readonly flags?: readonly string[];
}

/** A folder in which the OpenSSL command line makes things; removed when the process ends, as test files may share one. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'kazasu-pki-'));
  readonly #keyOf = new Map<string, string>();
  readonly #requests = new Map<string, string>();
  #count = 0;

  constructor() {
    process.on('exit', () => rmSync(this.folder, { recursive: true, force: true }));
  }

  key(name: string, kind: KeyKind = 'rsa'): KeyObject {
    const key = generate(kind);
    writeFileSync(this.path(`${name}.key`), key.export({ type: 'pkcs8', format: 'pem' }));
    return key;
  }

  privateKey(name: string): KeyObject {
    return createPrivateKey(readFileSync(this.path(`${name}.key`)));
  }

  /** DER of a new certificate. */
  certificate(order: CertificateOrder): Uint8Array {
    const request = this.#request(order.key, order.subject);
    const config = this.#config({ ...order, issuer: order.issuer ?? order.name });
    const signer = order.issuer === undefined ? ['-selfsign', '-keyfile', this.path(`${order.key}.key`)] : [];
    const section = order.extensions.length > 0 ? ['-extensions', 'e'] : [];
    const out = this.path(`${order.name}.pem`);
    this.#keyOf.set(order.name, order.key);
    this.run(
      'ca',
      '-batch',
      '-notext',
      '-preserveDN',
      '-config',
      config,
      ...signer,
      ...section,
      '-in',
      request,
      '-out',
      out,
      '-startdate',
      openSslTime(order.from),
      '-enddate',
      openSslTime(order.to),
      '-md',
      order.digest ?? 'sha256',
    );
    return this.#der(out, 'CERTIFICATE');
  }

  crl(order: CrlOrder): Uint8Array {
    const config = this.#config({ ...order, extensions: order.extensions ?? [] });
    const out = this.path('crl.pem');
    const section = order.extensions?.length === 0 ? [] : ['-crlexts', 'e'];
    this.run(
      'ca',
      '-gencrl',
      '-config',
      config,
      ...section,
      '-out',
      out,
      '-md',
      'sha256',
      '-crl_lastupdate',
      openSslTime(order.from),
      '-crl_nextupdate',
      openSslTime(order.to),
    );
    return this.#der(out, 'X509 CRL');
  }

  /** DER of an answer, made now and good for five minutes. */
  ocsp(order: OcspOrder): Uint8Array {
    const index = this.#index(order.revoked ?? [], order.good ?? []);
    const request = this.path('request.der');
    const out = this.path('response.der');
    writeFileSync(request, order.request);
    this.run(
      'ocsp',
      '-index',
      index,
      '-CA',
      this.path(`${order.authority}.pem`),
      '-rsigner',
      this.path(`${order.responder}.pem`),
      '-rkey',
      this.path(`${this.#keyOf.get(order.responder)}.key`),
      '-reqin',
      request,
      '-respout',
      out,
      '-nmin',
      '5',
      ...(order.flags ?? []),
    );
    return readFileSync(out);
  }

  /** Runs `openssl` and returns what it prints. */
  run(...args: readonly string[]): string {
    return execFileSync('openssl', args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
  }

  read(name: string): Uint8Array {
    return Uint8Array.from(readFileSync(this.path(name)));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  #request(key: string, subject: string): string {
    const known = this.#requests.get(`${key} ${subject}`);
    if (known !== undefined) return known;
    const out = this.path(`${key}-${this.#count++}.csr`);
    this.run(
      'req',
      '-new',
      '-utf8',
      '-config',
      this.#write('[req]\ndistinguished_name=dn\nprompt=no\n[dn]\n'),
      '-key',
      this.path(`${key}.key`),
      '-subj',
      subject,
      '-out',
      out,
    );
    this.#requests.set(`${key} ${subject}`, out);
    return out;
  }

  #config(order: Partial<CertificateOrder> & CrlOrderLike): string {
    const issuer = order.issuer;
    const number = this.#write(`${order.number ?? '01'}\n`);
    const serial = this.#write(`${order.serial ?? '1000'}\n`);
    return this.#write(`[ca]\ndefault_ca=d\n[d]\ndatabase=${this.#index(order.revoked ?? [], [])}
new_certs_dir=${this.folder}\nserial=${serial}\n${order.number === '' ? '' : `crlnumber=${number}`}
certificate=${this.path(`${issuer}.pem`)}\nprivate_key=${this.path(`${this.#keyOf.get(issuer)}.key`)}
policy=p\nunique_subject=no\ncopy_extensions=none\n[p]\ncommonName=optional\n[e]\n${order.extensions.join('\n')}
${order.sections ?? ''}\n`);
  }

  #index(revoked: readonly RevokedLine[], good: readonly string[]): string {
    const until = openSslTime(4_000_000_000_000).slice(2);
    const lines = [
      ...good.map((serial) => `V\t${until}\t\t${serial.toUpperCase()}\tunknown\t/CN=x`),
      ...revoked.map(({ serial, at, reason }) => {
        const when = openSslTime(at).slice(2) + (reason === undefined ? '' : `,${reason}`);
        return `R\t${until}\t${when}\t${serial.toUpperCase()}\tunknown\t/CN=x`;
      }),
    ];
    return this.#write(lines.map((line) => `${line}\n`).join(''));
  }

  #write(text: string): string {
    const path = this.path(`f${this.#count++}`);
    writeFileSync(path, text);
    return path;
  }

  #der(path: string, label: string): Uint8Array {
    const match = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END`).exec(readFileSync(path, 'utf8'));
    return Uint8Array.from(Buffer.from(match?.[1] ?? '', 'base64'));
  }
}

interface CrlOrderLike {
  readonly issuer: string;
  readonly number?: string;
  readonly revoked?: readonly RevokedLine[];
  readonly extensions: readonly string[];
}

function generate(kind: KeyKind): KeyObject {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (kind === 'p256' || kind === 'p384') {
    const namedCurve = kind === 'p256' ? 'P-256' : 'P-384';
    return generateKeyPairSync('ec', { namedCurve }).privateKey;
  }
  const modulusLength = kind === 'rsa-1024' ? 1024 : kind === 'rsa-3072' ? 3072 : 2048;
  return generateKeyPairSync('rsa', { modulusLength }).privateKey;
}

/** `YYYYMMDDHHMMSSZ` */
export function openSslTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
}
