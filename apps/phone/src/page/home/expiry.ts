import type { HolderView } from '@kazasu/provider/api';

const DAY_MS = 24 * 60 * 60_000;

/** The person is reminded from these days on before a certificate ends; each stage anew. */
const STAGES_DAYS = [7, 30, 90] as const;

export interface Expiry {
  readonly role: HolderView['certificates'][number]['role'];
  readonly notAfter: number;
  /** Whole days that are left; below 1 it has ended. */
  readonly daysLeft: number;
  /** The stage that has been reached; 0 once it has ended. */
  readonly stage: number;
}

/** The certificates that end soon or have ended, the most urgent first. A newer one of the same kind makes an old one no matter. */
export function expiriesAt(certificates: HolderView['certificates'], now: number): readonly Expiry[] {
  const newest = new Map<string, HolderView['certificates'][number]>();
  for (const one of certificates) {
    const kind = `${one.role} ${one.device}`;
    if ((newest.get(kind)?.notAfter ?? 0) < one.notAfter) newest.set(kind, one);
  }
  return [...newest.values()]
    .map(({ role, notAfter }) => ({ role, notAfter, daysLeft: daysLeft(notAfter, now) }))
    .flatMap((one) => {
      const stage = one.daysLeft < 1 ? 0 : STAGES_DAYS.find((days) => one.daysLeft <= days);
      return stage === undefined ? [] : [{ ...one, stage }];
    })
    .sort((one, other) => one.notAfter - other.notAfter);
}

/** Whole days; below 1 it has ended or ends today. */
export function daysLeft(notAfter: number, now: number): number {
  return Math.floor((notAfter - now) / DAY_MS);
}
