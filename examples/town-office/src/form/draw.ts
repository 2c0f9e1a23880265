import { type Application, feeOf, municipalityOf } from '../application/index.ts';
import { FORM_TEXTS } from './form-texts.ts';
import { japaneseDate, japaneseDay } from './japanese-date.ts';
import { type Choice, Sheet } from './sheet.ts';

export interface DrawnForm {
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** Where the signature shows, in points from the lower left corner of the first page: left, bottom, right, top. */
  readonly place: readonly [number, number, number, number];
}

/** A form, or what is too long for its place on it, even in small letters. */
export interface Drawing {
  readonly form: DrawnForm | undefined;
  readonly tooLong: readonly ('name' | 'address')[];
}

/** Heights of rows, in points: with both at their greatest the form is one page. */
const MOST = { name: 52, address: 96 } as const;

/** `time`: the day of the application, milliseconds since 1970. */
export async function drawForm(application: Application, time: number): Promise<Drawing> {
  const sheet = new Sheet(FORM_TEXTS.title, time);
  const fields = ['name', 'address'] as const;
  const tooLong = fields.filter((field) => sheet.sizeWithin(application[field], MOST[field]) === undefined);
  return { form: tooLong.length === 0 ? await draw(sheet, application, time) : undefined, tooLong };
}

async function draw(sheet: Sheet, application: Application, time: number): Promise<DrawnForm> {
  drawHead(sheet, application, time);
  drawApplicant(sheet, application);
  drawCertificate(sheet, application);
  drawDelivery(sheet, application);
  sheet.heading(FORM_TEXTS.signature.heading);
  const place = sheet.place(FORM_TEXTS.signature.label, 48);
  sheet.space(8);
  for (const note of FORM_TEXTS.notes) sheet.line(note, { size: 8, color: '#4d4d4d' });
  return { pdf: await sheet.end(), place };
}

function drawHead(sheet: Sheet, { number, address }: Application, time: number): void {
  const { title, online, day, to } = FORM_TEXTS;
  sheet.edges(online, number, { size: 9 });
  sheet.space(14);
  sheet.line(title, { size: 18, bold: true, align: 'center' });
  sheet.space(10);
  sheet.line(`${day} ${japaneseDay(time)}`, { align: 'right', size: 10 });
  sheet.line(to(municipalityOf(address)?.head ?? ''), { size: 12 });
  sheet.space(2);
}

function drawApplicant(sheet: Sheet, { name, address, birthdate, phone }: Application): void {
  const { applicant } = FORM_TEXTS;
  sheet.heading(applicant.heading);
  const sizeOf = (value: string, most: number) => {
    const size = sheet.sizeWithin(value, most);
    return size === undefined ? {} : { size };
  };
  sheet.row(applicant.name, name, sizeOf(name, MOST.name));
  sheet.row(applicant.birthdate, japaneseDate(birthdate));
  sheet.row(applicant.address, address, sizeOf(address, MOST.address));
  sheet.row(applicant.phone, phone === '' ? applicant.none : phone);
}

function drawCertificate(sheet: Sheet, application: Application): void {
  const { certificate, purposes } = FORM_TEXTS;
  const yesOrNo = (isYes: boolean): Choice[] => [
    { label: certificate.yes, isTicked: isYes },
    { label: certificate.no, isTicked: !isYes },
  ];
  sheet.heading(certificate.heading);
  sheet.row(certificate.household, choices(certificate.households, application.household));
  sheet.row(certificate.copies, certificate.count(application.copies));
  sheet.row(certificate.relation, yesOrNo(application.relation));
  sheet.row(certificate.domicile, yesOrNo(application.domicile));
  sheet.row(certificate.myNumber, certificate.myNumberNever);
  sheet.row(certificate.purpose, choices(purposes, application.purpose));
}

function drawDelivery(sheet: Sheet, application: Application): void {
  const { delivery } = FORM_TEXTS;
  const fee = feeOf(application);
  sheet.heading(delivery.heading);
  sheet.row(delivery.way, choices(delivery.ways, application.delivery));
  sheet.row(delivery.fee, delivery.sum(fee), { note: delivery.feeNote(fee) });
}

function choices<Name extends string>(labels: Readonly<Record<Name, string>>, chosen: Name): Choice[] {
  return Object.entries<string>(labels).map(([name, label]) => ({ label, isTicked: name === chosen }));
}
