/** The bundler gives an svg file as its text. */
declare module '*.svg' {
  const text: string;
  export default text;
}
