import { readFileSync, writeFileSync } from 'node:fs';
import { fromPem } from '@kazasu/bytes';
import { DAY, NOW, YEAR } from '../../testing/hierarchy.ts';
import { type CertificateOrder, type CrlOrder, type KeyKind, Workshop } from '../../testing/openssl.ts';

const AUTHORITY = [
  'keyUsage=critical,keyCertSign,cRLSign',
  'basicConstraints=critical,CA:TRUE',
  'subjectKeyIdentifier=hash',
];
export const SIGNER = [
  'keyUsage=critical,digitalSignature,nonRepudiation',
  'authorityKeyIdentifier=keyid:always',
  'subjectKeyIdentifier=hash',
];
export const UNIT = [...SIGNER, 'extendedKeyUsage=critical,timeStamping'];

/** Whether a command of OpenSSL succeeded. */
export interface Opinion {
  readonly accepts: boolean;
  readonly text: string;
}

/** An authority, people with keys of each kind, another authority for time, and its unit. All DER. */
export class SigningTown {
  readonly shop = new Workshop();
  readonly ca: Uint8Array;
  readonly timeCa: Uint8Array;
  readonly unit: Uint8Array;
  #serial = 0x1000;
  #file = 0;

  constructor() {
    for (const name of ['ca', 'time-ca', 'unit', 'rsa']) this.shop.key(name);
    this.ca = this.#authority('ca', '/C=JP/O=JPKI-TEST/CN=Signature CA');
    this.timeCa = this.#authority('time-ca', '/C=JP/O=JPKI-TEST/CN=Time CA');
    this.unit = this.person({ name: 'unit', issuer: 'time-ca', extensions: UNIT });
    this.person({ name: 'rsa' });
  }

  /** The certificate of this name, as it was made last. */
  derOf(name: string): Uint8Array {
    return fromPem('CERTIFICATE', readFileSync(this.shop.path(`${name}.pem`), 'utf8'));
  }

  #authority(name: string, subject: string): Uint8Array {
    const from = NOW - 3 * YEAR;
    return this.shop.certificate({
      name,
      key: name,
      subject,
      serial: '01',
      from,
      to: NOW + 7 * YEAR,
      extensions: AUTHORITY,
    });
  }

  /** A certificate for a key; `kind` makes a new one. */
  person(order: Partial<CertificateOrder> & { readonly name: string; readonly kind?: KeyKind }): Uint8Array {
    const { kind, ...rest } = order;
    if (kind !== undefined) this.shop.key(order.name, kind);
    return this.shop.certificate({
      key: order.name,
      subject: `/C=JP/CN=${order.name}`,
      issuer: 'ca',
      serial: (this.#serial++).toString(16),
      from: NOW - YEAR,
      to: NOW + 3 * YEAR,
      extensions: SIGNER,
      ...rest,
    });
  }

  crl(order: Partial<CrlOrder> = {}): Uint8Array {
    const extensions = ['authorityKeyIdentifier=keyid:always'];
    return this.shop.crl({ issuer: 'ca', from: NOW - DAY, to: NOW + DAY, extensions, ...order });
  }

  /** `openssl cms -sign`, CAdES unless `flags` say otherwise; detached unless `-nodetach` is among them. */
  sign(
    content: Uint8Array,
    signers: readonly string[] = ['rsa'],
    flags: readonly string[] = ['-cades'],
  ): Uint8Array {
    const args = signers.flatMap((one) => [
      '-signer',
      this.shop.path(`${one}.pem`),
      '-inkey',
      this.shop.path(`${one}.key`),
    ]);
    const out = this.#write(new Uint8Array());
    const paths = ['-in', this.#write(content), '-out', out];
    this.shop.run('cms', '-sign', '-binary', '-outform', 'DER', ...paths, ...args, ...flags);
    return this.#read(out);
  }

  /** `openssl ts -query` and `-reply`: the whole TimeStampResp over these octets, made now. */
  reply(octets: Uint8Array, options: StampOptions = {}): Uint8Array {
    const request = this.#write(new Uint8Array());
    const data = this.#write(octets);
    const flags = options.query ?? ['-cert', '-sha256', '-no_nonce'];
    this.shop.run('ts', '-query', '-data', data, ...flags, '-out', request);
    return this.answer(this.#read(request), options);
  }

  /** `openssl ts -reply` to a request. */
  answer(request: Uint8Array, { unit = 'unit', token = false, lines = '' }: StampOptions = {}): Uint8Array {
    const out = this.#write(new Uint8Array());
    const config =
      this.#write(`[tsa]\ndefault_tsa=t\n[t]\nserial=${this.#write('01\n')}\ncrypto_device=builtin
signer_digest=sha256\ndefault_policy=1.2.392.1\nother_policies=1.2.392.2\ndigests=sha1,sha256,sha384,sha512
accuracy=secs:1,millisecs:500\n${lines}\ness_cert_id_alg=sha256\n`);
    const key = ['-signer', this.shop.path(`${unit}.pem`), '-inkey', this.shop.path(`${unit}.key`)];
    const query = this.#write(request);
    const flags = token ? ['-token_out'] : [];
    this.shop.run('ts', '-reply', '-config', config, '-queryfile', query, ...key, ...flags, '-out', out);
    return this.#read(out);
  }

  stamp(octets: Uint8Array, options: StampOptions = {}): Uint8Array {
    return this.reply(octets, { ...options, token: true });
  }

  /** What `openssl cms -verify` says, with the same anchor, at the same time, for signatures of any purpose. */
  cmsOpinion(
    der: Uint8Array,
    content: Uint8Array | undefined,
    time = NOW,
    flags: readonly string[] = [],
  ): Opinion {
    const detached = content === undefined ? [] : ['-content', this.#write(content)];
    const trust = ['-CAfile', this.shop.path('ca.pem'), '-purpose', 'any', '-attime', String(time / 1000)];
    const args = ['-verify', '-binary', '-inform', 'DER', '-in', this.#write(der), ...detached, ...trust];
    return this.#ask('cms', ...args, ...flags, '-out', '/dev/null');
  }

  /** What `openssl ts -verify` says of a token over these octets. */
  stampOpinion(token: Uint8Array, octets: Uint8Array, time = NOW): Opinion {
    const trust = ['-CAfile', this.shop.path('time-ca.pem'), '-attime', String(time / 1000)];
    const args = ['-verify', '-token_in', '-in', this.#write(token), '-data', this.#write(octets)];
    return this.#ask('ts', ...args, ...trust);
  }

  #ask(...args: readonly string[]): Opinion {
    try {
      return { accepts: true, text: this.shop.run(...args) };
    } catch (error) {
      return { accepts: false, text: String((error as { stderr: string }).stderr) };
    }
  }

  #write(content: Uint8Array | string): string {
    const path = this.shop.path(`document-${this.#file++}`);
    writeFileSync(path, content);
    return path;
  }

  #read(path: string): Uint8Array {
    return this.shop.read(path.slice(path.lastIndexOf('/') + 1));
  }
}

export interface StampOptions {
  readonly query?: readonly string[];
  readonly unit?: string;
  /** The token alone, without the response around it. */
  readonly token?: boolean;
  /** Further lines of the authority's configuration. */
  readonly lines?: string;
}
