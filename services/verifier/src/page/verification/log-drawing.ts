import { type Html, html } from '@kazasu/ui';
import { exactTime } from '@kazasu/ui/text';
import type { Visit } from '../visit.ts';
import { count, labelled } from '../words.ts';
import type { LogPlace } from './log-place.ts';
import { bond, box, type Drawn, drawing, WIDTH } from './svg.ts';

/** The record as a leaf, the signed head above it, the time-stamp above that. */
export function logSection(visit: Visit, place: LogPlace): Html {
  const words = visit.texts.proof.log;
  const renewed = place.renewed ? html`<p class="kz-small">${words.renewed}</p>` : '';
  return html`<section class="kz-stack-tight console-whole"><h2>${words.title}</h2><p>${words.lead}</p><figure class="console-figure">${logDrawing(visit, place)}</figure>${renewed}</section>`;
}

function logDrawing(visit: Visit, place: LogPlace): Html {
  const words = visit.texts.proof.log;
  const stamp = stampLines(visit, place);
  const head = headLines(visit, place);
  const leaf = words.leaf(count(place.leafIndex, visit.lang));
  const stampState = place.stampedAt === undefined ? 'undetermined' : 'passed';
  const description = [words.description, ...stamp, ...head, { text: leaf }].map((one) =>
    typeof one === 'string' ? one : one.text,
  );
  return drawing({
    id: 'log',
    title: words.title,
    description: description.join(' / '),
    parts: [
      (y) => box(y, place.stampedAt === undefined ? 'waiting' : 'stamp', stamp),
      (y) => bond(y, stampState, place.stampedAt === undefined ? words.noStamp : words.stampOf),
      (y) => box(y, place.head === undefined ? 'waiting' : 'authority', head),
      (y) => tree(y, leaf, words.others),
    ],
  });
}

function stampLines({ texts, lang }: Visit, { stampedAt }: LogPlace) {
  const words = texts.proof.log;
  const text = stampedAt === undefined ? '–' : exactTime(stampedAt, lang);
  return [{ text: words.stamp, look: 'strong' as const }, { text }];
}

function headLines({ texts, lang }: Visit, { head }: LogPlace) {
  const words = texts.proof.log;
  const title = { text: words.head, look: 'strong' as const };
  if (head === undefined) return [title, { text: words.noHead }];
  return [
    title,
    { text: words.headOf(count(head.size, lang)) },
    { text: exactTime(head.at, lang), look: 'small' as const },
    { text: labelled(lang, words.root, `${head.root.slice(0, 16)}…`), look: 'small' as const },
  ];
}

const LEAVES = [40, 110, 180, 250, 320] as const;
const OWN = 2;

/** Two levels are enough to see that it is a tree. */
function tree(y: number, own: string, others: string): Drawn {
  const [low, middle, leafY] = [y, y + 44, y + 96];
  const twigs = [75, 215, 320].map((x) => html`<path d="M180 ${low}L${x} ${middle}"/>`);
  const branches = [
    [75, 40],
    [75, 110],
    [215, 180],
    [215, 250],
    [320, 320],
  ].map(([from, to]) => html`<path d="M${from} ${middle}L${to} ${leafY}"/>`);
  const path = html`<path class="console-tree-own" d="M180 ${low}L215 ${middle}L180 ${leafY}"/>`;
  const nodes = [75, 215, 320].map(
    (x) => html`<circle class="console-node" cx="${x}" cy="${middle}" r="6"/>`,
  );
  const leaves = LEAVES.map((x, at) => {
    const look = at === OWN ? 'console-leaf console-leaf-own' : 'console-leaf';
    return html`<rect class="${look}" x="${x - 17}" y="${leafY}" width="34" height="34" rx="5"/>`;
  });
  const label = html`<text class="console-text console-text-strong console-text-middle" x="${WIDTH / 2}" y="${leafY + 58}">${own}</text><text class="console-text console-text-small console-text-middle" x="${LEAVES[0] + 22}" y="${leafY + 58}">${others}</text>`;
  return {
    height: 164,
    svg: html`<g class="console-tree">${twigs}${branches}${path}${nodes}${leaves}</g>${label}`,
  };
}
