import { type Bundle, parseSignaturePart } from '@kazasu/evidence';
import { parseCertificate, parseTextItems, type TextItems } from '@kazasu/pki';

/** Who signed, as the certificate says. */
export interface Signer {
  readonly items: TextItems | undefined;
  readonly serial: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Empty if the part was erased or cannot be read; the checks say which. */
export function signersOf(bundle: Bundle): Signer[] {
  const part = bundle.parts.signature;
  if (part === undefined) return [];
  const signatures = attempt(() => parseSignaturePart(part.content).signatures) ?? [];
  return signatures.flatMap(({ certificate }) => attempt(() => signerOf(certificate)) ?? []);
}

function signerOf(der: Uint8Array): Signer {
  const certificate = parseCertificate(der);
  const { serial, notBefore, notAfter } = certificate;
  return { items: attempt(() => parseTextItems(certificate)), serial, notBefore, notAfter };
}

/** What cannot be read is not shown here: the judgement names it among its checks. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
