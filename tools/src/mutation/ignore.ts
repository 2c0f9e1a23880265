/** What is not mutated, with the reason that the report tells. The forms are Babel's, as far as they are read here. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
}

interface Path {
  readonly node: Node;
  readonly parent: Node | null | undefined;
}

const TEXTS = ['StringLiteral', 'TemplateLiteral'];

/** The sentence of an error: callers and tests go by its code alone. */
function isErrorText({ node, parent }: Path): boolean {
  if (!TEXTS.includes(node.type) || parent?.type !== 'NewExpression') return false;
  return parent.callee?.name?.endsWith('Error') === true && (parent.arguments?.indexOf(node) ?? 0) > 0;
}

/** For Stryker's `ignorers`. */
export const errorText = {
  shouldIgnore: (path: Path): string | undefined =>
    isErrorText(path) ? 'the sentence of an error' : undefined,
};
