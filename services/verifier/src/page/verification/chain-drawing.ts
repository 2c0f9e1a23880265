import { type Html, html } from '@kazasu/ui';
import { exactTime, readableDay } from '@kazasu/ui/text';
import type { Visit } from '../visit.ts';
import { labelled } from '../words.ts';
import { type Authority, type Chain, chainOf, reportsOf } from './chain.ts';
import { type BoxLine, bond, box, drawing } from './svg.ts';
import type { Answer } from './view.ts';

/** Drawn one by one; of more, the checks tell in words. */
const DRAWN_MAX = 3;

type Objects = Parameters<typeof chainOf>[1];

/** From the document to the root of trust, for each signature. */
export function chainSection(visit: Visit, answer: Answer, objects: Objects): Html {
  const words = visit.texts.proof.chain;
  const reports = reportsOf(answer.report);
  const drawings = reports.slice(0, DRAWN_MAX).map((report, at) => {
    const digest = answer.digests[at] ?? answer.digests[0];
    const title = reports.length === 1 ? words.title : words.ofSignature(at + 1);
    const drawn = chainDrawing(visit, chainOf(report, objects), { id: `chain-${at}`, title, digest });
    return html`<figure class="console-figure">${drawn}${reports.length === 1 ? '' : html`<figcaption>${title}</figcaption>`}</figure>`;
  });
  const more =
    reports.length > DRAWN_MAX ? html`<p class="kz-small">${words.more(reports.length - DRAWN_MAX)}</p>` : '';
  return html`<section class="kz-stack-tight console-whole"><h2>${words.title}</h2><p>${words.lead}</p>${drawings}${more}<p class="kz-small">${words.hidden}</p></section>`;
}

interface Drawing {
  readonly id: string;
  readonly title: string;
  readonly digest: string | undefined;
}

function chainDrawing(visit: Visit, chain: Chain, { id, title, digest }: Drawing): Html {
  const words = visit.texts.proof.chain;
  const above =
    chain.authorities.length === 0
      ? [
          [
            { text: words.anchor, look: 'strong' },
            { text: words.unknownAnchor, status: 'failed' },
          ] as const,
        ]
      : chain.authorities.map((one) => authorityLines(visit, one));
  const certificate = certificateLines(visit, chain);
  const document: BoxLine[] = [
    { text: words.document, look: 'strong' },
    {
      text: labelled(visit.lang, words.digest, digest === undefined ? '–' : `${digest.slice(0, 16)}…`),
      look: 'small',
    },
  ];
  const parts = [
    ...above.flatMap((lines) => [
      (y: number) => box(y, 'authority', lines),
      (y: number) => bond(y, chain.issued, words.issued[chain.issued]),
    ]),
    (y: number) => box(y, 'certificate', certificate),
    (y: number) => bond(y, chain.signed, words.signed[chain.signed]),
    (y: number) => box(y, 'document', document),
  ];
  const told = [...above.flat(), { text: words.issued[chain.issued] }, ...certificate];
  const said = [...told, { text: words.signed[chain.signed] }, ...document].map(({ text }) => text);
  return drawing({ id, title, description: `${words.description} ${said.join(' / ')}`, parts });
}

function authorityLines({ texts, lang }: Visit, authority: Authority): readonly BoxLine[] {
  const words = texts.proof.chain;
  const { role, name = words.noName, notBefore, notAfter } = authority;
  return [
    { text: role === 'anchor' ? words.anchor : words.intermediate, look: 'strong' },
    { text: name, look: 'small' },
    { text: words.period(readableDay(notBefore, lang), readableDay(notAfter, lang)), look: 'small' },
  ];
}

function certificateLines({ texts, lang }: Visit, chain: Chain): readonly BoxLine[] {
  const words = texts.proof.chain;
  const { period, notRevoked, revocation } = chain;
  const source =
    revocation === undefined
      ? []
      : [
          {
            text: `${revocation.kind === 'crl' ? words.crl(revocation.number ?? '–') : words.ocsp}`,
            look: 'small' as const,
          },
          { text: words.asOf(exactTime(revocation.thisUpdate, lang)), look: 'small' as const },
        ];
  return [
    { text: words.certificate, look: 'strong' },
    { text: words.periodState[period], status: period },
    { text: labelled(lang, words.revocation, words.notRevoked[notRevoked]), status: notRevoked },
    ...source,
  ];
}
