import { type Html, html, icon, table } from '@kazasu/ui';
import { readableDay, readableTime } from '@kazasu/ui/text';
import type { CaRole, CertificateList, ResidentView } from '../api.ts';
import { listOfResident } from '../certificate/index.ts';
import type { Visit } from './visit.ts';
import { addedReason, certificateBadge, shortSerial } from './words.ts';

type Certificate = CertificateList['certificates'][number];

/** The certificates of the latest card and phone; those of before are folded away. */
export function certificateSection(visit: Visit, view: ResidentView): Html {
  const { texts } = visit;
  const words = texts.page.resident;
  const [present, earlier] = split(view.certificates);
  const list = (certificates: readonly Certificate[], caption: string) =>
    table({
      caption,
      heads: [words.role, words.device, texts.frame.serial, words.validity, words.state],
      rows: certificates.map((certificate) => rowOf(visit, view.record.residentId, certificate)),
    });
  const folded =
    earlier.length === 0
      ? ''
      : html`<details class="kz-desk-fold"><summary>${words.earlier(earlier.length)}</summary>${list(earlier, words.earlier(earlier.length))}</details>`;
  const shown =
    present.length === 0 ? html`<p>${words.noCertificates}</p>` : list(present, words.certificates);
  return html`<section class="kz-stack-tight"><h2>${words.certificates}</h2>${shown}${folded}</section>`;
}

/** Of each device and role the newest is present, whatever became of it. */
function split(all: readonly Certificate[]): [Certificate[], Certificate[]] {
  const newest = new Map<string, Certificate>();
  for (const one of all) {
    const key = `${one.device} ${one.role}`;
    const other = newest.get(key);
    if (other === undefined || other.notBefore <= one.notBefore) newest.set(key, one);
  }
  const present = [...newest.values()];
  return [present, all.filter((one) => !present.includes(one)).toReversed()];
}

function rowOf({ texts, lang }: Visit, residentId: string, certificate: Certificate): (Html | string)[] {
  const { role, device, sequence, id, notBefore, notAfter, state, revokedAt, reason } = certificate;
  const why =
    revokedAt === undefined
      ? ''
      : html`<span class="kz-small">${addedReason(texts, reason)}${reason === 'certificateHold' ? '' : html`<br>`}${readableTime(revokedAt, lang)}</span>`;
  const revocable = state === 'valid' || state === 'held';
  const path = `/counter/residents/${residentId}/certificates/${id.issuerKeyId}/${id.serial}`;
  const revoke = revocable
    ? html`<a class="kz-link kz-small" href="${path}">${texts.page.resident.revoke}</a>`
    : '';
  return [
    texts.state.role[role],
    `${texts.state.device[device]} ${sequence}`,
    shortSerial(id.serial),
    html`${readableDay(notBefore, lang)} – <br>${readableDay(notAfter, lang)}`,
    html`<div class="counter-state">${certificateBadge(texts, state)}${why}${revoke}</div>`,
  ];
}

/** Which number follows which, for each kind of certificate. */
export async function lineageSection({ deps, texts }: Visit, residentId: string): Promise<Html | string> {
  const words = texts.page.resident;
  const rows = (await listOfResident(deps.store, residentId)).toSorted(
    (one, other) => one.ordinal - other.ordinal,
  );
  if (rows.length === 0) return '';
  const chain = (role: CaRole) => {
    const links = rows.filter((row) => row.role === role);
    if (links.length === 0) return '';
    const items = links.map(
      (row, at) =>
        html`<li>${at === 0 ? '' : icon('arrowRight', 'small')}<span>${shortSerial(row.serial)} <span class="kz-small">${texts.state.device[row.device]} ${row.sequence}</span></span></li>`,
    );
    return html`<div><h3 class="kz-desk-small-heading">${texts.state.role[role]}</h3><ol class="counter-lineage">${items}</ol></div>`;
  };
  return html`<section class="kz-stack-tight"><h2>${words.lineage}</h2><p>${words.lineageLead}</p>${chain('authentication')}${chain('signature')}</section>`;
}
