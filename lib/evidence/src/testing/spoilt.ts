import type { Verdict } from '@kazasu/pki';
import type { Bundle, ProofLink } from '../bundle/index.ts';
import type { CheckOptions } from '../check/index.ts';
import { type MadeBundle, makeBundle, type Scene } from './bundle.ts';

/** One way to spoil a bundle, and what becomes of it. */
export interface SpoiltCase {
  readonly name: string;
  readonly spoil: (scene: Scene) => { readonly bundle: Bundle; readonly options: CheckOptions };
  readonly verdict: Exclude<Verdict, 'valid'>;
  /** What becomes of it where the document itself is judged too. Default: the same. */
  readonly judged?: Exclude<Verdict, 'valid'>;
  /** What becomes of it where answers of responders are not read, as in the script of conformance/. Default: the same. */
  readonly apart?: Exclude<Verdict, 'valid'>;
  /** The check that must tell of it. */
  readonly rule: string;
  readonly reason: string;
}

export function good(scene: Scene, order: Parameters<typeof makeBundle>[1] = {}): MadeBundle {
  return makeBundle(scene, order);
}

/** The same bundle with other members. */
export function changed(
  made: MadeBundle,
  change: Partial<Bundle>,
): { bundle: Bundle; options: CheckOptions } {
  return { bundle: { ...made.bundle, ...change }, options: made.options };
}

/** The same bundle with another step. */
export function withLink(made: MadeBundle, step: number, change: Partial<ProofLink>) {
  const proof = made.bundle.proof.map((link, at) => (at === step ? { ...link, ...change } : link));
  return changed(made, { proof });
}

/** The same bundle, believed by others or at another time. */
export function judgedBy(made: MadeBundle, change: Partial<CheckOptions>) {
  return { bundle: made.bundle, options: { ...made.options, ...change } };
}

/** One bit. */
export function flipped(octets: Uint8Array, at = octets.length - 1): Uint8Array {
  return octets.map((octet, i) => (i === at ? octet ^ 1 : octet));
}
