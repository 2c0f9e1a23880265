/** A picture of figures: horizontal bars with their values, in SVG that needs nothing from elsewhere. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Whom it is about: ours, the peer, or the floor. */
  readonly kind: 'ours' | 'peer' | 'floor';
}

const WIDTH = 760;
const LEFT = 8;
/** A label, and the bar under it: labels are sentences, and none is cut off. */
const ROW = 44;
const TOP = 40;
const COLOURS = { ours: '#0017c1', peer: '#8c8c8c', floor: '#1d8b56' } as const;

/** `note` is read out where the picture cannot be seen. */
export function barChart(title: string, unit: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const scale = (WIDTH - LEFT - 90) / most;
  const rows = bars.map(({ label, value, kind }, row) => {
    const y = TOP + row * ROW;
    const length = Math.max(1, value * scale);
    return [
      `<text x="${LEFT}" y="${y + 12}">${escaped(label)}</text>`,
      `<rect x="${LEFT}" y="${y + 18}" width="${length.toFixed(1)}" height="16" fill="${COLOURS[kind]}"/>`,
      `<text x="${(LEFT + length + 6).toFixed(1)}" y="${y + 31}">${written(value)}</text>`,
    ].join('');
  });
  const height = TOP + bars.length * ROW + 8;
  const read = bars.map(({ label, value }) => `${label} ${written(value)}`).join(', ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="sans-serif" font-size="13">`,
    `<title>${escaped(`${title} (${unit}): ${read}`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="22" font-size="15" font-weight="bold">${escaped(`${title} (${unit})`)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

/** Three figures, as the tables have them. */
function written(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
