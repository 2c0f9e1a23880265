import { toPem } from '@kazasu/bytes';
import { CommandProblem } from '../../problem.ts';
import type { AtHand } from './at-hand.ts';
import { orNone } from './or-none.ts';
import { intoNewFiles } from './out-file.ts';

export interface CertificateOptions {
  readonly format: 'pem' | 'der';
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Before a password is asked for that this card cannot have. A card that does not tell is asked all the same. */
export async function requireSignatureCertificate(at: AtHand): Promise<void> {
  const here = await at.free((card) => orNone(card.readAvailability()));
  if (here?.signature === false) {
    throw new CommandProblem(
      'refused',
      'This card has no signature certificate.',
      'Children under 15 have none, and others only if they asked for it; the authentication certificate is another.',
    );
  }
}

/** Reads a certificate and prints it, or writes it to a file. */
export async function readCertificateTo(
  at: AtHand,
  { format, out, json }: CertificateOptions,
  read: () => Promise<Uint8Array>,
): Promise<void> {
  if (out === undefined && format === 'der' && process.stdout.isTTY) {
    throw new CommandProblem('usage', 'DER is not for a terminal.', 'Name a file with --out, or pipe it on.');
  }
  if (out !== undefined) {
    await intoNewFiles({ out }, async (write) => {
      const der = await read();
      write('out', format === 'der' ? der : toPem('CERTIFICATE', der));
    });
    if (json !== true) at.terminal.note(`Wrote ${out}.`);
    at.answer({ file: out });
    return;
  }
  const der = await read();
  const pem = toPem('CERTIFICATE', der);
  if (json === true) {
    at.answer({ certificate: pem });
  } else if (format === 'der') {
    at.terminal.bytes(der);
  } else {
    at.terminal.out(pem.trimEnd());
  }
}
