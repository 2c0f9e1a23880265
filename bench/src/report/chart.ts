/** A picture of figures: horizontal bars with their values, in SVG that needs nothing from elsewhere. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Whom it is about: ours, the peer, or the floor. */
  readonly kind: 'ours' | 'peer' | 'floor';
}

const WIDTH = 760;
const LABEL = 260;
const ROW = 26;
const TOP = 40;
const COLOURS = { ours: '#0017c1', peer: '#8c8c8c', floor: '#1d8b56' } as const;

/** `note` is read out where the picture cannot be seen. */
export function barChart(title: string, unit: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const scale = (WIDTH - LABEL - 90) / most;
  const rows = bars.map(({ label, value, kind }, row) => {
    const y = TOP + row * ROW;
    const length = Math.max(1, value * scale);
    return [
      `<text x="${LABEL - 8}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LABEL}" y="${y + 2}" width="${length.toFixed(1)}" height="16" fill="${COLOURS[kind]}"/>`,
      `<text x="${(LABEL + length + 6).toFixed(1)}" y="${y + 14}">${value.toFixed(value < 10 ? 1 : 0)}</text>`,
    ].join('');
  });
  const height = TOP + bars.length * ROW + 8;
  const read = bars.map(({ label, value }) => `${label} ${value.toFixed(1)}`).join(', ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="sans-serif" font-size="13">`,
    `<title>${escaped(`${title} (${unit}): ${read}`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="8" y="22" font-size="15" font-weight="bold">${escaped(`${title} (${unit})`)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
