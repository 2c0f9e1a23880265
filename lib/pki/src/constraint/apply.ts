import { type Certificate, extensionOf } from '../certificate.ts';
import { SUBJECT_ALT_NAME } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { isEmptyName, sameName } from '../name.ts';
import { OID } from '../oid.ts';
import type { ReadyName, Unreadable } from './form.ts';
import { readyNameOf } from './forms.ts';
import { type NameConstraintsState, narrowed, type SubtreeSet } from './state.ts';

export type ConstraintReason = 'excluded' | 'not-permitted' | 'budget' | Unreadable;

/** Which rule a name broke. The name itself may be a person's and stays out. */
export interface ConstraintFault {
  readonly reason: ConstraintReason;
  /** `dNSName`, `directoryName`, `otherName 1.2.3`, … */
  readonly form: string;
}

/**
 * Comparisons of names with subtrees on one path. Honest paths need a few thousand; two certificates of 64 KiB could ask
 * for millions.
 */
const COMPARISONS_MAX = 250_000;

/**
 * One certificate of a path, anchor's side first: judges its names by the state (RFC 5280 6.1.3 (b), (c)) and returns
 * the state for the certificates below it (6.1.4 (g)). A self-issued certificate is judged only if it is `final`,
 * the last of the path. Excluded subtrees are looked at before permitted ones.
 */
export function applyNameConstraints(
  state: NameConstraintsState,
  certificate: Certificate,
  { final }: { readonly final: boolean },
): { readonly state: NameConstraintsState; readonly fault: ConstraintFault | undefined } {
  const unbound = state.permitted.length === 0 && state.excluded.length === 0;
  if (unbound || (!final && sameName(certificate.subject, certificate.issuer))) {
    return { state: narrowed(state, certificate), fault: undefined };
  }
  const names = namesOf(certificate).map(readyNameOf);
  const comparisons = names.reduce((sum, name) => sum + workFor(name, state), state.comparisons);
  const next = narrowed({ ...state, comparisons }, certificate);
  if (comparisons > COMPARISONS_MAX) return { state: next, fault: { reason: 'budget', form: 'all' } };
  for (const name of names) {
    const reason = judge(name, state);
    if (reason !== undefined) return { state: next, fault: { reason, form: name.form } };
  }
  return { state: next, fault: undefined };
}

/**
 * The subject unless it is empty, every subjectAltName, and every emailAddress in the subject. RFC 5280 demands the last
 * only where there is no subjectAltName; applied always, an alternative name of another form opens no way round.
 */
function namesOf(certificate: Certificate): GeneralName[] {
  const { subject } = certificate;
  const own: GeneralName[] = isEmptyName(subject) ? [] : [{ kind: 'directoryName', name: subject }];
  const mailboxes = subject.rdns
    .flat()
    .filter(({ type }) => type === OID.emailAddress)
    .map(({ text }): GeneralName => ({ kind: 'rfc822Name', text: text ?? '' }));
  const alternatives = extensionOf(certificate, SUBJECT_ALT_NAME) ?? [];
  return [...own, ...mailboxes, ...alternatives];
}

function workFor({ form }: ReadyName, { permitted, excluded }: NameConstraintsState): number {
  const count = (sum: number, set: SubtreeSet) => sum + (set.get(form)?.length ?? 0);
  return excluded.reduce(count, permitted.reduce(count, 0));
}

function judge(name: ReadyName, { permitted, excluded }: NameConstraintsState): ConstraintReason | undefined {
  for (const set of excluded) {
    const subtrees = set.get(name.form) ?? [];
    const broken = name.fault ?? subtrees.find(({ fault }) => fault !== undefined)?.fault;
    if (subtrees.length > 0 && broken !== undefined) return broken;
    if (subtrees.some(({ touches }) => touches(name))) return 'excluded';
  }
  for (const set of permitted) {
    const subtrees = set.get(name.form);
    if (subtrees === undefined) continue;
    const broken = name.fault ?? subtrees.find(({ fault }) => fault !== undefined)?.fault;
    if (broken !== undefined) return broken;
    if (!subtrees.some(({ contains }) => contains(name))) return 'not-permitted';
  }
  return undefined;
}
