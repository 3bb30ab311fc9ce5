/** The part of the package that is used; it comes without types. */
declare module "mathjax" {
  type Node = object;

  interface Document {
    kind(node: Node): string;
    childNodes(node: Node): Node[];
    getAttribute(node: Node, name: string): string | undefined;
    textContent(node: Node): string;
  }

  interface MathJax {
    tex2svgPromise(tex: string, options: { display: boolean }): Promise<Node>;
    readonly startup: { readonly adaptor: Document };
  }

  const mathjax: { init(configuration: object): Promise<MathJax> };
  export default mathjax;
  export type { Document, MathJax, Node };
}
