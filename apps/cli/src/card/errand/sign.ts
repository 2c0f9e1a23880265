import { createReadStream } from 'node:fs';
import { sha256DigestInfo } from '@kazasu/card';
import { constants, createHash, publicDecrypt, X509Certificate } from '../../crypto.ts';
import { CommandProblem } from '../../problem.ts';
import { type AtHand, type CardCommandOptions, type CardContext, withCard } from './at-hand.ts';
import { requireSignatureCertificate } from './certificate.ts';
import { intoNewFiles } from './out-file.ts';
import { requireKind } from './require-kind.ts';

export interface SignOptions extends CardCommandOptions {
  readonly key: 'authentication' | 'signature';
  readonly out?: string | undefined;
  readonly verify?: boolean | undefined;
}

/** `kazasu card sign FILE`: PKCS#1 v1.5 over the SHA-256 of the file, 256 bytes. */
export async function signFile(path: string, options: SignOptions, context: CardContext): Promise<void> {
  const out = options.out ?? `${path}.sig`;
  if (out === '-' && options.json === true) {
    throw new CommandProblem(
      'usage',
      'Standard output takes the signature or the answer as JSON, not both.',
      'Name a file with --out, or leave --json away.',
    );
  }
  const hash = await sha256Of(path);
  await withCard(options, context, async (at) => {
    requireKind(at, 'my-number');
    if (out === '-') {
      at.terminal.bytes((await fitting(at, options, hash)).signature);
      return;
    }
    const { verified } = await intoNewFiles({ out }, async (write) => {
      const made = await fitting(at, options, hash);
      write('out', made.signature);
      return made;
    });
    at.terminal.note(`Wrote ${out}${verified === true ? '; it fits the certificate of the card' : ''}.`);
    at.answer({ file: path, key: options.key, signature: out, verified });
  });
}

/** Signs, and with `--verify` hands out only what fits the certificate of the card. */
async function fitting(
  at: AtHand,
  options: SignOptions,
  hash: Uint8Array,
): Promise<{ signature: Uint8Array; verified: boolean | undefined }> {
  const { signature, certificate } = await signed(at, options, hash);
  const verified = certificate === undefined ? undefined : isBy(certificate, hash, signature);
  if (verified === false) {
    throw new CommandProblem(
      'refused',
      'The card’s signature does not fit its own certificate. Nothing was written.',
      'Look at the card with `kazasu card verify`.',
    );
  }
  return { signature, verified };
}

interface Signed {
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array | undefined;
}

async function signed(at: AtHand, options: SignOptions, hash: Uint8Array): Promise<Signed> {
  const digestInfo = sha256DigestInfo(hash);
  const wanted = options.verify === true;
  if (options.key === 'authentication') {
    return at.behind(['authentication'], async (pin, pinOptions) => {
      const certificate = wanted ? await at.card.readAuthenticationCertificate() : undefined;
      return { signature: await at.card.signWithAuthenticationKey(pin, digestInfo, pinOptions), certificate };
    });
  }
  await requireSignatureCertificate(at);
  return at.behind(['signature'], async (password, pinOptions) => {
    // The certificate stands behind the same password, and the reader overwrites what it is handed.
    const again = password.slice();
    try {
      const signature = await at.card.signWithSignatureKey(password, digestInfo, pinOptions);
      const certificate = wanted ? await at.card.readSignatureCertificate(again, pinOptions) : undefined;
      return { signature, certificate };
    } finally {
      again.fill(0);
    }
  });
}

async function sha256Of(path: string): Promise<Uint8Array> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch {
    throw new CommandProblem('usage', `${path} cannot be read.`, 'Give a file to sign.');
  }
  return hash.digest();
}

/**
 * Raw, because the file was hashed before: the signature's DigestInfo must be the one of this hash. The card says what
 * both are: bytes that are no certificate, a key that is not RSA, or that opens nothing, fit no signature.
 */
function isBy(certificate: Uint8Array, hash: Uint8Array, signature: Uint8Array): boolean {
  try {
    const { publicKey, raw } = new X509Certificate(certificate);
    const opened = publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature);
    // It reads PEM too, and leaves alone what stands behind: neither is what a card holds.
    return raw.equals(certificate) && opened.equals(sha256DigestInfo(hash));
  } catch {
    return false;
  }
}
