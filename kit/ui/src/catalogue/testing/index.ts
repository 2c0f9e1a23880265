/**
 * The catalogue for tests and for whoever looks at it: served on loopback under the policy of all pages, and pictures of its
 * sections, which are taken, compared with those in `kit/ui/screenshots`, and renewed.
 */
export { keepPictures, PICTURES_FOLDER, pictureFaults } from './pictures.ts';
export { serveCatalogue } from './serve.ts';
export { type Picture, type Size, sectionIds, type TakeOptions, takePictures } from './take.ts';
