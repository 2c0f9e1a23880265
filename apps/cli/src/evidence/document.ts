import { type Bundle, EvidenceError, type JudgeDocument, parseRequestPart } from '@kazasu/evidence';
import { verifyCms, verifyPades } from '@kazasu/pki';

/** What judges the document of a bundle itself. What reads XML takes a while to load, and is loaded for XML alone. */
export async function documentJudge(bundle: Bundle): Promise<JudgeDocument> {
  const xades = methodOf(bundle) === 'xades' ? await import('@kazasu/pki/xades') : undefined;
  return ({ method, document, options }) => {
    if (method === 'cms') return verifyCms(document, options);
    if (method === 'pades' || xades === undefined) return verifyPades(document, options);
    return xades.verifyXades(document, options);
  };
}

/** As the part claims; whether it is the part of the record is the judge's question. */
function methodOf({ parts: { request } }: Bundle): string | undefined {
  try {
    return request && parseRequestPart(request.content).method;
  } catch (error) {
    if (error instanceof EvidenceError) return undefined;
    throw error;
  }
}
