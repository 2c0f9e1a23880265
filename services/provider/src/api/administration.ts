/**
 * The contract of named administrators and of what two must agree to, relative to the provider's base. Each request carries
 * `Authorization: Administrator <JWS>`, a signature over this request by the administrator's own key (ADR 0052).
 * `GET /admin/administrators` → AdministratorsView · `GET /admin/trust` → TrustView.
 * `POST /admin/proposals` Change → 201 ProposalView; nothing has changed yet · `GET /admin/proposals?state=pending` → ProposalView[], the newest
 * first · `GET /admin/proposals/{proposalId}` → ProposalView · `POST /admin/proposals/{proposalId}/approval` Consent → 200
 * CarriedOut: it has happened; 403 `proposal/own` to its proposer, `proposal/concerned` to whom it would remove (a rejection too), 409 `proposal/digest` for another content, `proposal/decided`, `proposal/expired`, and the
 * code of what does not fit any more, after which it waits on · `POST /admin/proposals/{proposalId}/rejection` Consent → 200 ProposalView; its proposer may too.
 */
import { TrustResponse } from '@kazasu/authority/api';
import {
  administratorChangesOf,
  administratorRegistrationOf,
  trustViewOf,
} from '@kazasu/server/administration/wire';
import * as v from 'valibot';

export {
  ADMINISTRATION_PATHS,
  ADMINISTRATOR_ID,
  ADMINISTRATOR_SCHEME,
  AdministratorsView,
  AdministratorView,
  CarriedOut,
  Consent,
  ProposalView,
} from '@kazasu/server/administration/wire';

/**
 * `viewer` reads. `client-admin` also registers relying parties and platform operators. `key-admin` reads, proposes, and agrees to what others
 * proposed: keys, trust, administrators, the epoch.
 */
export const AdministratorRole = v.picklist(['viewer', 'client-admin', 'key-admin']);
export type AdministratorRole = v.InferOutput<typeof AdministratorRole>;

export const AdministratorRegistration = administratorRegistrationOf(AdministratorRole);
export type AdministratorRegistration = v.InferOutput<typeof AdministratorRegistration>;

const SigningPurpose = v.picklist(['id-token', 'access-token', 'access-token-mac', 'access-token-rsa']);
const RotatedPurpose = v.picklist([...SigningPurpose.options, 'items', 'subject', 'dpop-nonce']);
const version = (least: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(least));
const KeyVersion = { purpose: RotatedPurpose, version: version(1) };

/** Whom a provider believes: certification authorities and issuers of cards. */
export const TrustDocument = v.strictObject({
  anchors: v.pipe(v.array(v.strictObject(TrustResponse.entries.anchors.item.entries)), v.maxLength(64)),
  cardIssuerKeys: v.pipe(
    v.array(v.strictObject(TrustResponse.entries.cardIssuerKeys.item.entries)),
    v.maxLength(64),
  ),
});
export type TrustDocument = v.InferOutput<typeof TrustDocument>;

/** What two must agree to. */
export const Change = v.variant('kind', [
  /** The next version, published at once and used after this time. */
  v.strictObject({
    kind: v.literal('key.rotate'),
    purpose: RotatedPurpose,
    aheadSeconds: v.pipe(version(30), v.maxValue(366 * 86_400)),
  }),
  /** It was stolen: no earlier version is believed from now on. */
  v.strictObject({ kind: v.literal('key.replace'), purpose: SigningPurpose }),
  v.strictObject({ kind: v.literal('key.retire'), ...KeyVersion }),
  v.strictObject({ kind: v.literal('key.destroy'), ...KeyVersion }),
  /** `replaces` is the version that the new one was made from. */
  v.strictObject({ kind: v.literal('trust.replace'), replaces: version(1), trust: TrustDocument }),
  ...administratorChangesOf(AdministratorRole),
  /** After a restore; `from` is the number of the epoch that ends. */
  v.strictObject({ kind: v.literal('epoch.raise'), from: version(0) }),
]);
export type Change = v.InferOutput<typeof Change>;

export const TrustView = trustViewOf(TrustDocument);
export type TrustView = v.InferOutput<typeof TrustView>;
