/** The package comes without types; what it returns is described where it is read. */
declare module "mathjax" {
  const mathjax: { init(configuration: object): Promise<unknown> };
  export default mathjax;
}
