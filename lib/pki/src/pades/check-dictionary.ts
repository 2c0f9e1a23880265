import type { Check } from '../report.ts';
import { failed, passed, skipped } from '../rule.ts';
import { PADES_BASELINE, PADES_DICTIONARY } from './rules-signature.ts';
import type { SignatureDictionary } from './signature-dictionary.ts';

/** Signatures over the file as it stands; others (over parts of it, or with a bare RSA value) are older than PAdES. */
export const BASELINE = 'ETSI.CAdES.detached';
export const PLAIN = 'adbe.pkcs7.detached';
export const TIMESTAMP = 'ETSI.RFC3161';

/** Type, Filter and SubFilter (ISO 32000-2 table 255), and which kind of signature they announce. */
export function checkDictionary({ dictionary, subFilter, place }: SignatureDictionary): Check {
  const type = dictionary.get('Type');
  if (place === undefined) return failed(PADES_DICTIONARY, 'compressed');
  if (type !== undefined && type !== 'Sig' && type !== 'DocTimeStamp')
    return failed(PADES_DICTIONARY, 'type');
  if (typeof dictionary.get('Filter') !== 'string') return failed(PADES_DICTIONARY, 'filter');
  const known = subFilter === BASELINE || subFilter === PLAIN || subFilter === TIMESTAMP;
  if (!known) return failed(PADES_DICTIONARY, 'sub-filter');
  if ((type === 'DocTimeStamp') !== (subFilter === TIMESTAMP)) return failed(PADES_DICTIONARY, 'type');
  if (dictionary.has('Cert')) return failed(PADES_DICTIONARY, 'certificate');
  return passed(PADES_DICTIONARY, { subFilter });
}

/** Named, not failed: a signature of the older kind is judged as the CMS that it is. */
export function checkBaseline({ subFilter }: SignatureDictionary): Check {
  return subFilter === BASELINE
    ? passed(PADES_BASELINE)
    : skipped(PADES_BASELINE, { subFilter: `${subFilter}` });
}
