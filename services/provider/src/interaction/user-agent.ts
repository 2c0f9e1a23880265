/**
 * Families of browsers and systems, by what a browser says of itself: enough for a person to recognise their own, and nothing by which
 * one could be told from another of its kind. The first row that fits decides.
 */
type Header = (name: string) => string | undefined;
type Row = readonly [family: string, pattern: RegExp];

/** Rows for `Sec-CH-UA`, which names brands, before those for `User-Agent`, where every browser claims to be others as well. */
const BRANDS: readonly Row[] = [
  ['Edge', /"Microsoft Edge"/],
  ['Opera', /"Opera"/],
  ['Brave', /"Brave"/],
  ['Vivaldi', /"Vivaldi"/],
  ['Samsung Internet', /"Samsung Internet"/],
  ['Chrome', /"Google Chrome"/],
];

const BROWSERS: readonly Row[] = [
  ['Edge', /\bEdg(?:A|iOS)?\//],
  ['Opera', /\b(?:OPR|OPiOS)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['LINE', /\bLine\//],
  ['Yahoo! JAPAN', /\bYJApp-/],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bVersion\/.*\bSafari\//],
];

const PLATFORMS: readonly Row[] = [
  ['Windows', /^"Windows"$/],
  ['macOS', /^"macOS"$/],
  ['Android', /^"Android"$/],
  ['iOS', /^"iOS"$/],
  ['ChromeOS', /^"(?:Chrome OS|Chromium OS)"$/],
  ['Linux', /^"Linux"$/],
];

const SYSTEMS: readonly Row[] = [
  ['Windows', /\bWindows\b/],
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

/** More than any browser sends; what stands behind it is not looked at. */
const LONGEST = 512;

export function browserOf(header: Header): string | undefined {
  return familyIn(BRANDS, header('Sec-CH-UA')) ?? familyIn(BROWSERS, header('User-Agent'));
}

export function systemOf(header: Header): string | undefined {
  return familyIn(PLATFORMS, header('Sec-CH-UA-Platform')) ?? familyIn(SYSTEMS, header('User-Agent'));
}

function familyIn(rows: readonly Row[], text: string | undefined): string | undefined {
  const read = text?.slice(0, LONGEST);
  return read === undefined ? undefined : rows.find(([, pattern]) => pattern.test(read))?.[0];
}
