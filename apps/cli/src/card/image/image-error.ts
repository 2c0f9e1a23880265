/** A picture on a card that is none, or larger than any card has. The message never quotes its content. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly code = 'image/unreadable';
}
