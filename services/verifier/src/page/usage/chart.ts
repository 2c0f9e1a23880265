import { jstMidnight } from '@kazasu/bytes';
import { type Html, html } from '@kazasu/ui';
import { dayInJapan } from '../../key/index.ts';
import type { Visit } from '../visit.ts';
import { count, dashedDay } from '../words.ts';

const DAY = 86_400_000;
const [WIDTH, HEIGHT, LEFT, RIGHT, FOOT] = [480, 200, 44, 16, 24];
/** More days than this are drawn without labels of their own. */
const LABELS = 5;

interface Counted {
  readonly from: string;
  readonly to: string;
  readonly usage: readonly { readonly day: string; readonly count: number }[];
}

/** A bar a day. The table has the same numbers, so the drawing's description is its sum and its peak. */
export function usageChart({ texts, lang }: Visit, { from, to, usage }: Counted): Html {
  const words = texts.desk.usage;
  const days = daysBetween(from, to).map((day) => ({
    day,
    count: usage.filter((one) => one.day === day).reduce((sum, one) => sum + one.count, 0),
  }));
  const most = Math.max(...days.map((one) => one.count), 1);
  const total = days.reduce((sum, one) => sum + one.count, 0);
  const step = (WIDTH - LEFT - RIGHT) / days.length;
  const full = HEIGHT - FOOT - 12;
  const bars = days.map(({ day, count: value }, at) => {
    const height = Math.round((value / most) * full);
    const x = (LEFT + at * step + step * 0.15).toFixed(1);
    return html`<rect class="console-bar-day" x="${x}" y="${HEIGHT - FOOT - height}" width="${(step * 0.7).toFixed(1)}" height="${height}"><title>${dashedDay(day)}: ${count(value, lang)}</title></rect>`;
  });
  const every = Math.ceil(days.length / LABELS);
  const labels = days.flatMap(({ day }, at) =>
    at % every === 0
      ? [
          html`<text class="console-text console-text-small console-text-middle" x="${(LEFT + (at + 0.5) * step).toFixed(1)}" y="${HEIGHT - 6}">${`${Number(day.slice(4, 6))}/${Number(day.slice(6))}`}</text>`,
        ]
      : [],
  );
  const told = words.chartText(count(total, lang), count(most, lang));
  return html`<section class="kz-stack-tight"><h2>${words.chart}</h2><figure class="console-figure"><svg class="console-chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="chart-title chart-text"><title id="chart-title">${words.chart}</title><desc id="chart-text">${told}</desc><path class="console-axis" d="M${LEFT} 12V${HEIGHT - FOOT}H${WIDTH - RIGHT}"/><text class="console-text console-text-small console-text-end" x="${LEFT - 6}" y="18">${count(most, lang)}</text><text class="console-text console-text-small console-text-end" x="${LEFT - 6}" y="${HEIGHT - FOOT}">0</text>${bars}${labels}</svg><figcaption>${told}</figcaption></figure></section>`;
}

function daysBetween(from: string, to: string): string[] {
  const length = Math.round((jstMidnight(to) - jstMidnight(from)) / DAY) + 1;
  return Array.from({ length }, (_, at) => dayInJapan(jstMidnight(from) + at * DAY));
}
