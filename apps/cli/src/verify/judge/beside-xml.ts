/**
 * Under which names an XML signature is given the files beside it. What is given must be covered, so a file goes by the
 * names that the document has for it alone; the only file goes without a name where the document has none. That a name stands
 * somewhere proves nothing: it adds a demand, and what is covered the judge says.
 */
export function besideXml(
  document: Uint8Array,
  contents: ReadonlyMap<string, Uint8Array>,
): { readonly content?: Uint8Array; readonly detached?: ReadonlyMap<string, Uint8Array> } {
  if (contents.size === 0) return {};
  const text = new TextDecoder().decode(document);
  const files = new Set(contents.values());
  const detached = new Map<string, Uint8Array>();
  for (const file of files) {
    const names = [...contents].filter(([, octets]) => octets === file).map(([name]) => name);
    const used = names.filter((name) => isReferredTo(text, name));
    const [first = ''] = names;
    if (used.length === 0 && files.size === 1) return { content: file };
    for (const name of used.length === 0 ? [first] : used) detached.set(name, file);
  }
  return { detached };
}

function isReferredTo(text: string, name: string): boolean {
  const written = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return text.includes(`URI="${written}"`) || text.includes(`URI='${written}'`);
}
