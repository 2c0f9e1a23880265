import { buttonLink, type Html, html, link, notice } from '@kazasu/ui';
import { ask } from '../ask.ts';
import type { Visit } from '../visit.ts';
import type { LogPlace } from './log-place.ts';
import { type RecordView, recordId } from './view.ts';

/** The bundle, and where it can be checked without us. */
export function evidenceSection(visit: Visit, { record }: RecordView, place: LogPlace): Html {
  const { texts, base, lang, deps } = visit;
  const words = texts.proof.evidence;
  const path = `${base}/verifications/${record.id}/evidence`;
  const pending = place.stampedAt === undefined;
  const { checkerUrl } = deps.config;
  const checker =
    checkerUrl === undefined
      ? ''
      : html`<p>${link({ href: checkerUrl, label: words.checker, newTab: lang })}<br><span class="kz-small">${words.checkerLead}</span></p>`;
  const told = record.erasedAt === undefined ? words.personal : words.erased;
  const save = pending
    ? buttonLink({ href: `${path}?unstamped=true`, label: words.downloadUnstamped, look: 'outline' })
    : buttonLink({ href: path, label: words.download, id: 'download' });
  return html`<section class="kz-stack-tight"><h2>${words.title}</h2><p>${words.lead}</p>
<div class="kz-stack-tight console-screen">${pending ? notice({ lang, kind: 'info', title: words.pending }) : ''}<p class="kz-small">${told}</p><div class="kz-actions">${save}</div></div>
${checker}<p class="kz-small">${words.command} <code class="kz-desk-hash">kazasu evidence verify evidence-${record.id}.json</code></p><p class="kz-small console-screen">${words.print}</p></section>`;
}

/** The very file that the API gives. */
export async function downloadEvidence(visit: Visit): Promise<Response> {
  const unstamped = visit.context.req.query('unstamped') === 'true';
  const { octets = new Uint8Array(), headers = {} } = await ask(visit, 'downloadEvidence', {
    params: { id: recordId(visit) },
    query: unstamped ? { unstamped: 'true' } : {},
  });
  return new Response(octets as BodyInit, {
    headers: { ...headers, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });
}
