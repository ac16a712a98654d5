declare module "*.css" {
  /** The minified text. */
  const text: string;
  export default text;
}
