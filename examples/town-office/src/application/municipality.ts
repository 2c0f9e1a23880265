/** Municipalities of the prefecture whose offices take part, by how their addresses begin. None of them exists. */
const MUNICIPALITIES = [
  { start: '架空県かざす市', ja: 'かざす市', en: 'Kazasu City', head: 'かざす市長' },
  { start: '架空県みほん市', ja: 'みほん市', en: 'Mihon City', head: 'みほん市長' },
  { start: '架空県大見本郡ためし町', ja: 'ためし町', en: 'Tameshi Town', head: 'ためし町長' },
] as const;

export type Municipality = (typeof MUNICIPALITIES)[number];

/** Where somebody of this address is registered; undefined outside the prefecture. */
export function municipalityOf(address: string): Municipality | undefined {
  const plain = address.normalize('NFKC').replaceAll(/\s/g, '');
  return MUNICIPALITIES.find(({ start }) => plain.startsWith(start));
}
