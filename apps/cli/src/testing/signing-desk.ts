import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPem } from '@kazasu/bytes';
import {
  EXT,
  extendedKeyUsage,
  keyUsage,
  type Made,
  makeCrl,
  makeLeaf,
  makeRoot,
} from '@kazasu/pki/testing/maker';
import { systemClock } from '@kazasu/server/clock';

const DAY = 86_400_000;
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** An authority with a signer, another for time with its unit, all of P-256; and OpenSSL to sign with them. */
export class SigningDesk {
  readonly folder = mkdtempSync(join(tmpdir(), 'kazasu-verify-'));
  /** May answer OCSP requests by itself, too. */
  readonly root = makeRoot({ name: 'Desk CA', set: { [EXT.keyUsage]: keyUsage(0, 5, 6) } });
  readonly signer = this.#person(this.root, 'Signer', 0x77, keyUsage(0, 1));
  readonly timeRoot = makeRoot({ name: 'Time CA' });
  readonly unit = this.#person(
    this.timeRoot,
    'Unit',
    0x78,
    keyUsage(0),
    extendedKeyUsage([TIME_STAMPING], true),
  );
  /** Paths of what is named so in other methods: CA certificates and lists of today. */
  readonly ca = this.write('ca.pem', toPem('CERTIFICATE', this.root.der));
  readonly timeCa = this.write('time-ca.pem', toPem('CERTIFICATE', this.timeRoot.der));
  readonly crl = this.list('ca.crl');
  readonly timeCrl = this.list('time-ca.crl', this.timeRoot);

  #person(
    issuer: Made,
    name: string,
    serial: number,
    ...extensions: readonly ReturnType<typeof keyUsage>[]
  ): Made {
    const set = Object.fromEntries(extensions.map((one) => [one.oid, one]));
    const made = makeLeaf(issuer, { name, serial: Uint8Array.of(0x02, 1, serial), set });
    this.write(`${name}.pem`, toPem('CERTIFICATE', made.der));
    this.write(`${name}.key`, made.key.export({ type: 'pkcs8', format: 'pem' }).toString());
    return made;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: Uint8Array | string): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  /** A list that is in force today. */
  list(name: string, issuer = this.root, serials: readonly number[] = []): string {
    const now = Math.floor(systemClock.now() / 1_000) * 1_000;
    const revoked = serials.map((serial) => ({ serial, at: now - 2 * DAY }));
    return this.write(name, makeCrl(issuer, { from: now - DAY, to: now + DAY, revoked }));
  }

  openssl(...args: readonly string[]): string {
    const { status, stderr, stdout } = spawnSync('openssl', args, { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`);
    return stdout;
  }

  /** CAdES over a file, detached unless `flags` say otherwise, DER unless they do. */
  sign(name: string, out: string, ...flags: readonly string[]): string {
    const signer = ['-signer', 'Signer.pem', '-inkey', 'Signer.key'];
    const form = flags.includes('-outform') ? [] : ['-outform', 'DER'];
    this.openssl('cms', '-sign', '-binary', '-cades', ...form, '-in', name, '-out', out, ...signer, ...flags);
    return this.path(out);
  }

  /** A time-stamp response over a file. */
  stamp(name: string, out: string, ...flags: readonly string[]): string {
    this.write('serial', '01\n');
    this.write(
      'tsa.cnf',
      '[tsa]\ndefault_tsa=t\n[t]\nserial=serial\ncrypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.2.392.1\ndigests=sha256\ness_cert_id_alg=sha256\n',
    );
    this.openssl('ts', '-query', '-data', name, '-cert', '-sha256', '-no_nonce', '-out', 'query.tsq');
    const unit = ['-signer', 'Unit.pem', '-inkey', 'Unit.key'];
    this.openssl(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-queryfile',
      'query.tsq',
      ...unit,
      ...flags,
      '-out',
      out,
    );
    return this.path(out);
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}
