import {
  XmlAttribute,
  XmlCData,
  XmlElement,
  type XmlNode,
  XmlText,
  XmlTreeNode,
  XmlXPath,
} from 'libxml2-wasm';

/** An element read out of the parser's memory: what signatures are made of. Its children are read when asked for. */
export interface XmlPart {
  readonly element: XmlElement;
  readonly namespace: string;
  readonly name: string;
  /** Attributes of no namespace. Those of one have no meaning in signatures. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlPart[];
  /** All the text directly in it. */
  readonly text: string;
  /** Comments, instructions and the like directly in it: they could hide what a reader sees from what was signed. */
  readonly foreign: number;
}

export function partOf(element: XmlElement): XmlPart {
  return new Part(element);
}

class Part implements XmlPart {
  readonly element: XmlElement;
  readonly namespace: string;
  readonly name: string;
  #attributes: ReadonlyMap<string, string> | undefined;
  #content: Content | undefined;

  constructor(element: XmlElement) {
    this.element = element;
    this.namespace = element.namespaceUri;
    this.name = element.name;
  }

  get attributes(): ReadonlyMap<string, string> {
    this.#attributes ??= attributesOf(this.element);
    return this.#attributes;
  }

  get children(): readonly XmlPart[] {
    return this.#read().children;
  }

  get text(): string {
    return this.#read().text;
  }

  get foreign(): number {
    return this.#read().foreign;
  }

  #read(): Content {
    this.#content ??= contentOf(this.element);
    return this.#content;
  }
}

interface Content {
  readonly children: readonly XmlPart[];
  readonly text: string;
  readonly foreign: number;
}

/** Instructions have no `next` in this parser's objects; where one stands, all are asked for at once. */
const CHILDREN = XmlXPath.compile('node()');

function contentOf(element: XmlElement): Content {
  const nodes: XmlNode[] = [];
  for (let node: XmlNode | null = element.firstChild; node !== null; node = node.next) {
    if (!(node instanceof XmlTreeNode)) return contentFrom(element.find(CHILDREN));
    nodes.push(node);
  }
  return contentFrom(nodes);
}

function contentFrom(nodes: readonly XmlNode[]): Content {
  const children: XmlPart[] = [];
  let text = '';
  let foreign = 0;
  for (const node of nodes) {
    if (node instanceof XmlElement) children.push(new Part(node));
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
    else foreign++;
  }
  return { children, text, foreign };
}

function attributesOf(element: XmlElement): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const attribute of element.attrs) {
    if (attribute instanceof XmlAttribute && attribute.namespaceUri === '') {
      found.set(attribute.name, attribute.value);
    }
  }
  return found;
}
