/** What has to be escaped in a text (RFC 5545 section 3.3.11). */
const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

const DAY_MS = 24 * 60 * 60_000;
const JAPAN_MS = 9 * 60 * 60_000;
/** How long before the end the person is reminded. */
const BEFORE_DAYS = 30;

interface Reminder {
  readonly title: string;
  readonly text: string;
  readonly notAfter: number;
  readonly now: number;
}

/**
 * An event of a whole day, 30 days before a certificate ends, with an alarm (RFC 5545). It says nothing about whose it is; its id is
 * made of the day, so that a second file replaces the event of the first.
 */
export function reminderFile({ title, text, notAfter, now }: Reminder): string {
  const day = dayInJapan(notAfter - BEFORE_DAYS * DAY_MS);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kazasu//Phone//EN',
    'BEGIN:VEVENT',
    `UID:certificate-${day}@kazasu`,
    `DTSTAMP:${new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '')}`,
    `DTSTART;VALUE=DATE:${day}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    'TRIGGER:PT9H',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines
    .flatMap(folded)
    .map((line) => `${line}\r\n`)
    .join('');
}

function dayInJapan(milliseconds: number): string {
  return new Date(milliseconds + JAPAN_MS).toISOString().slice(0, 10).replaceAll('-', '');
}

/** At most 75 octets a line, the rest behind a space (RFC 5545 section 3.1). */
function folded(line: string): string[] {
  const lines: string[] = [];
  let now = '';
  for (const sign of line) {
    if (new TextEncoder().encode(now + sign).length > 75) {
      lines.push(now);
      now = ' ';
    }
    now += sign;
  }
  return [...lines, now];
}
