import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fromBase64 } from '@kazasu/bytes';

const exec = promisify(execFile);

/** Writes the public key of a certificate (DER in Base64) into the folder; the path of the PEM file. */
export async function publicKeyFile(folder: string, certificate: string | undefined): Promise<string> {
  const der = join(folder, 'certificate.der');
  const pem = join(folder, 'public-key.pem');
  await writeFile(der, fromBase64(certificate ?? ''));
  await exec('openssl', ['x509', '-inform', 'DER', '-in', der, '-pubkey', '-noout', '-out', pem]);
  return pem;
}

/** Rejects unless OpenSSL says that the key of the certificate made the signature (PKCS#1 v1.5, SHA-256). */
export async function requireSignature(
  folder: string,
  certificate: string | undefined,
  message: string,
  signature: string,
): Promise<void> {
  const key = await publicKeyFile(folder, certificate);
  await exec('openssl', ['dgst', '-sha256', '-verify', key, '-signature', signature, message]);
}
