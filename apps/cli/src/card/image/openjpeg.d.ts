/** The package brings no types; jpeg2000.ts says what it uses of it. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: unknown;
  export default load;
}
