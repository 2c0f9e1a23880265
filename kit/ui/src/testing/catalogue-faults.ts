/** What is wrong with a catalogue: missing texts, empty texts, Japanese in the English ones. */
export function faultsOf(texts: { readonly ja: object; readonly en: object }): string[] {
  const ja = flatten(texts.ja);
  const en = flatten(texts.en);
  const missing = [
    ...[...ja.keys()].filter((key) => !en.has(key)).map((key) => `en.${key} is missing`),
    ...[...en.keys()].filter((key) => !ja.has(key)).map((key) => `ja.${key} is missing`),
  ];
  const empty = [...[...ja].map(named('ja')), ...[...en].map(named('en'))]
    .filter(([, text]) => text.trim() === '')
    .map(([key]) => `${key} is empty`);
  const foreign = [...en]
    .filter(([key, text]) => key !== 'languageName' && /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(text))
    .map(([key, text]) => `en.${key} holds Japanese: ${text}`);
  return [...missing, ...empty, ...foreign];
}

function named(language: string): (entry: [string, string]) => [string, string] {
  return ([key, text]) => [`${language}.${key}`, text];
}

/** Texts with gaps are filled with a number, which reads as a number and as a text. */
function flatten(tree: object, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree) as [string, unknown][]) {
    const path = prefix + key;
    if (typeof value === 'string') texts.set(path, value);
    else if (typeof value === 'function') texts.set(path, String(value(...new Array(value.length).fill(1))));
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, text] of flatten(value, `${path}.`)) texts.set(inner, text);
    }
  }
  return texts;
}
