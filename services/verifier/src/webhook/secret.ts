import { fromUtf8, toHex, toUtf8 } from '@kazasu/bytes';
import { seal, unseal } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import { createHmac, type KeyObject } from '../crypto.ts';
import type { SealedSecrets } from './webhook-data.ts';

export const SIGNATURE_HEADER = 'Kazasu-Signature';

/** 256 random bits; the prefix tells scanners of leaked secrets what they found. */
export function createSecret(): string {
  return `whsec_${randomToken()}`;
}

export function sealSecret(master: KeyObject, webhookId: string, secret: string): Uint8Array {
  return seal(master, toUtf8(secret), contextOf(webhookId));
}

/** Those that sign now, the newest first: one, or two while they change. */
export function liveSecrets(
  master: KeyObject,
  webhookId: string,
  { secret, secretBefore, beforeUntil = 0 }: SealedSecrets,
  now: number,
): readonly string[] {
  const sealed = secretBefore !== undefined && now < beforeUntil ? [secret, secretBefore] : [secret];
  return sealed.map((one) => fromUtf8(unseal(master, one, contextOf(webhookId))));
}

/**
 * `t=<seconds since 1970>,v1=<hex>[,v1=<hex>]`: HMAC-SHA256 by each secret, the whole of its text as the key, over `t`, a full
 * stop and the body as it is sent. The receiver accepts any one that fits, and nothing older than it will bear.
 */
export function signatureHeader(secrets: readonly string[], body: string, now: number): string {
  const seconds = Math.floor(now / 1_000);
  const values = secrets.map((secret) => `v1=${hmac(secret, `${seconds}.${body}`)}`);
  return [`t=${seconds}`, ...values].join(',');
}

function hmac(secret: string, text: string): string {
  return toHex(createHmac('sha256', secret).update(text, 'utf8').digest());
}

function contextOf(webhookId: string): string {
  return `secret of webhook ${webhookId}`;
}
