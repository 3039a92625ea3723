import { Node, type SourceFile } from 'ts-morph';

/** What every signature of version 4 begins with: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Where a file writes AWS signatures itself, without a library: the first statement with the algorithm's name in a text. */
export function handSigning(file: SourceFile): { readonly name: string; readonly line: number } | undefined {
  if (!file.getFullText().includes(ALGORITHM)) return undefined;
  const text = file.forEachDescendant((node) =>
    isText(node) && node.getText().includes(ALGORITHM) ? node : undefined,
  );
  const statement = text?.getFirstAncestor(Node.isStatement);
  return statement && { name: ALGORITHM, line: statement.getStartLineNumber() };
}

function isText(node: Node): boolean {
  return (
    Node.isStringLiteral(node) ||
    Node.isNoSubstitutionTemplateLiteral(node) ||
    Node.isTemplateHead(node) ||
    Node.isTemplateMiddle(node) ||
    Node.isTemplateTail(node)
  );
}
