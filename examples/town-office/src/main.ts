/** A town office that takes signed applications for a certificate of residence. Stands on the library alone. */
export {};
