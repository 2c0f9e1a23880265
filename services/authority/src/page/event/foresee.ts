import type {
  CaRole,
  CardState,
  CertificateList,
  CertificateState,
  Device,
  EventName,
  ResidentView,
  RevocationReason,
} from '../../api.ts';
import { reasonOf, TRANSITIONS } from '../../life/index.ts';
import { rolesOf } from './body.ts';
import type { Values } from './field.ts';

type Certificate = CertificateList['certificates'][number];

/** What becomes of one certificate that lives or is on hold; of one that stays as it is, `to` is what it is. */
export interface CertificateChange {
  readonly certificate: Certificate;
  readonly to: CertificateState;
  readonly reason?: RevocationReason;
}

/** What a procedure will do, told before it is done. */
export interface Foresight {
  readonly changes: readonly CertificateChange[];
  /** Issued by it, to the card. */
  readonly issued: readonly { readonly role: CaRole; readonly state: CertificateState }[];
  readonly card: { readonly from: CardState; readonly to: CardState };
  /** Whether there will be another card, and in which state. */
  readonly newCard: CardState | undefined;
}

/** Which certificates end, on what, and the row of the reasons that says why. */
interface Ending {
  readonly device: Device;
  readonly roles: readonly CaRole[];
  readonly because: Parameters<typeof reasonOf>[0];
}

const BOTH: readonly CaRole[] = ['authentication', 'signature'];

/**
 * The same words as the events themselves, said of the certificates as they are now. That these words come true is
 * tried for every event in every state by a test.
 */
export function foresee(
  event: EventName,
  view: ResidentView,
  values: Values,
  signatureOrdered: boolean,
): Foresight | undefined {
  const from = view.cards.at(-1)?.state;
  const to = from && TRANSITIONS[event][from];
  if (from === undefined || to === undefined) return undefined;
  return {
    changes: changesOf(event, view, endingsOf(event, values)),
    issued: issuedBy(event, values, signatureOrdered),
    card: { from, to },
    newCard: NEW_CARDS[event],
  };
}

const NEW_CARDS: { readonly [event in EventName]?: CardState } = {
  application: 'ordered',
  renewal: 'active',
  reissue: 'active',
};

function endingsOf(event: EventName, values: Values): Ending[] {
  const card = (roles: readonly CaRole[], because: Ending['because']): Ending => ({
    device: 'card',
    roles,
    because,
  });
  switch (event) {
    case 'move':
    case 'correction':
      return [card(['signature'], event)];
    case 'signature-certificate':
      return [card(['signature'], 'newSignatureCertificate')];
    case 'renewal':
    case 'return':
      return [card(BOTH, event)];
    case 'reissue':
      return [card(BOTH, values.get('cause') === 'damaged' ? 'reissueOfDamaged' : 'reissueOfLost')];
    case 'departure':
    case 'death':
      return [card(BOTH, event), { device: 'phone', roles: BOTH, because: event }];
    case 'revocation-request':
      return [card(chosen(values), 'revocationRequest')];
    case 'key-compromise':
      return [card(chosen(values), 'keyCompromise')];
    case 'phone-end':
      return [{ device: 'phone', roles: BOTH, because: 'phoneEnded' }];
    default:
      return [];
  }
}

function chosen(values: Values): CaRole[] {
  const roles = rolesOf(values);
  return BOTH.filter((role) => roles.includes(role));
}

function changesOf(event: EventName, view: ResidentView, endings: readonly Ending[]): CertificateChange[] {
  return view.certificates.flatMap((certificate) => {
    const { state } = certificate;
    if (state !== 'valid' && state !== 'held') return [];
    const change = holdOf(event, view, certificate) ?? endOf(view, certificate, endings);
    return [{ certificate, ...(change ?? { to: state }) }];
  });
}

type Change = Omit<CertificateChange, 'certificate'>;

/** A hold begins or ends for what is on the present card. */
function holdOf(
  event: EventName,
  view: ResidentView,
  { device, sequence, state }: Certificate,
): Change | undefined {
  if (device !== 'card' || sequence !== view.cards.at(-1)?.sequence) return undefined;
  if (event === 'loss' && state === 'valid') return { to: 'held', reason: reasonOf('loss') };
  const ends = event === 'recovery' || event === 'hand-over';
  return ends && state === 'held' ? { to: 'valid' } : undefined;
}

/** What a phone has ends with what it was issued with. */
function endOf(view: ResidentView, certificate: Certificate, endings: readonly Ending[]): Change | undefined {
  const { device, role } = certificate;
  const onCard = endings.find((ending) => ending.device === 'card' && ending.roles.includes(role));
  const hasParent = view.certificates.some(
    (one) => one.device === 'card' && one.role === role && (one.state === 'valid' || one.state === 'held'),
  );
  if (device === 'phone' && onCard !== undefined && hasParent) {
    return { to: 'revoked', reason: reasonOf('cardOfPhoneEnded') };
  }
  const ending = endings.find((one) => one.device === device && one.roles.includes(role));
  return ending === undefined ? undefined : { to: 'revoked', reason: reasonOf(ending.because) };
}

function issuedBy(event: EventName, values: Values, signatureOrdered: boolean): Foresight['issued'] {
  const held = (role: CaRole) => ({ role, state: 'held' }) as const;
  const valid = (role: CaRole) => ({ role, state: 'valid' }) as const;
  switch (event) {
    case 'making':
      return signatureOrdered ? BOTH.map(held) : [held('authentication')];
    case 'signature-certificate':
      return [valid('signature')];
    case 'renewal':
    case 'reissue':
      return values.get('pinSignature') ? BOTH.map(valid) : [valid('authentication')];
    default:
      return [];
  }
}
