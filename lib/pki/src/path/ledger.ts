import { equal, toHex } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import type { SignedEvidence } from '../evidence-signer.ts';
import type { PublicKey } from '../key.ts';
import { acceptedKeyOf, verifySignature } from '../signature.ts';
import { type Meter, newMeter, type PathBudget, spendEvidence, spendSignature } from './budget.ts';

/** What the judgements of one document, or of one path, have spent together, and which signatures they know to hold. */
export interface Ledger {
  readonly meter: Meter;
  /** By the ends of signature and key; a signature met again under another object is the same signature. */
  readonly settled: Map<string, Settled[]>;
}

interface Settled {
  readonly signed: SignedEvidence;
  readonly issuer: Certificate;
  readonly holds: boolean;
}

export function openLedger(budget?: Partial<PathBudget>): Ledger {
  return { meter: newMeter(budget), settled: new Map() };
}

/** Whether the issuer's key signed this certificate, CRL or OCSP answer; undefined if the budget does not allow to find out. Verified once. */
export function isSignedBy(signed: SignedEvidence, issuer: Certificate, ledger: Ledger): boolean | undefined {
  const { meter, settled } = ledger;
  const name = nameOf(signed, issuer);
  const alike = settled.get(name) ?? [];
  const known = alike.find((one) => isSame(one, signed, issuer));
  if (known !== undefined) return known.holds;
  const key = affordable(meter) ? acceptedKeyOf(issuer) : undefined;
  if (!spendSignature(meter, key)) return undefined;
  const { signatureAlgorithm, tbs, signature } = signed;
  const holds = key !== undefined && verifySignature(signatureAlgorithm, key, tbs, signature);
  settled.set(name, [...alike, { signed, issuer, holds }]);
  return holds;
}

/** Counts a signature that is verified by somebody else; false if the budget does not allow it. */
export function allowsSignature(ledger: Ledger, key: PublicKey): boolean {
  return spendSignature(ledger.meter, key);
}

/** Counts CRLs and OCSP answers that are about to be looked at; false if the budget does not allow it. */
export function allowsEvidence(ledger: Ledger, count: number): boolean {
  return spendEvidence(ledger.meter, count);
}

function affordable({ signatures, budget }: Meter): boolean {
  return signatures < budget.signatures;
}

/** Different for nearly any two; equal octets are asked for besides. */
function nameOf({ signature }: SignedEvidence, { spki }: Certificate): string {
  return toHex(signature.subarray(-12)) + toHex(spki.encoded.subarray(-12));
}

function isSame(one: Settled, signed: SignedEvidence, issuer: Certificate): boolean {
  if (one.signed === signed && one.issuer === issuer) return true;
  return (
    equal(one.signed.signature, signed.signature) &&
    equal(one.signed.signatureAlgorithm.encoded, signed.signatureAlgorithm.encoded) &&
    equal(one.signed.tbs, signed.tbs) &&
    equal(one.issuer.spki.encoded, issuer.spki.encoded)
  );
}
