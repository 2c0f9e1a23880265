/** Puts signed documents together from what a card answered: CMS and CAdES, XAdES, PAdES. Signs nothing itself, holds no key. */
export {};
