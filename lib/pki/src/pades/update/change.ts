/** What a change does to the document. */
export type ChangeKind =
  /** DSS and VRI: certificates, CRLs, OCSP answers. */
  | 'validation-data'
  | 'document-time-stamp'
  /** A field that was there before, or an invisible new one, was signed, and nothing drawn on a page. */
  | 'signature'
  /** A field was signed with a look that draws on a page, or is a new one that may. */
  | 'visible-signature'
  /** The value or look of a form field. */
  | 'form-filling'
  /** A note without a look of its own. */
  | 'note'
  /** Any other annotation. */
  | 'annotation'
  /** Dates and program in the document's information, and its XMP. */
  | 'metadata'
  /** Anything else: what was signed is not what is shown any more, or could not be. */
  | 'content';

export interface Change {
  readonly kind: ChangeKind;
  /** Of content: which rule was broken. Closed list: {@link ContentChange}. */
  readonly detail?: ContentChange;
  /** The number of the object. */
  readonly object?: number;
  /** Full name of the field that was filled. */
  readonly field?: string;
  /** Of form filling: the field got another look, which can be anything within its rectangle. */
  readonly draws?: true;
  /** Of metadata: XMP, which can say anything, and not the dates and program alone. */
  readonly xmp?: true;
}

export type ContentChange =
  /** The trailer names another catalog or something else new. */
  | 'trailer'
  | 'catalog'
  /** The form other than by new signature fields. */
  | 'form'
  /** A field other than by its value and look, or an existing signature. */
  | 'field'
  /** Pages added, removed, reordered, or a page other than by its annotations. */
  | 'page'
  | 'annotation-removed'
  /** Something that could act: scripts, links, launches. */
  | 'action'
  /** An object was taken out. */
  | 'deleted'
  /** An object that another part of the document uses, too. */
  | 'shared'
  /** An object that nothing harmless explains: page content, fonts, pictures, or what nobody refers to. */
  | 'object'
  | 'validation-data-removed'
  /** Octets between the objects, or objects over each other. */
  | 'octets'
  /** Table and stream of cross-references beside each other. */
  | 'hybrid';
