import { type Decorator, type MethodDeclaration, Node, type ObjectLiteralExpression, SyntaxKind } from 'ts-morph';
import { importedName } from '../project/imported-name.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue, stringValue } from '../project/resolve-value.ts';
import { shortText } from './registration.ts';

export const MCP_NEST = '@rekog/mcp-nest';

/** A method that `@Tool({ … })` of `@rekog/mcp-nest` makes a tool. */
export interface NestTool {
  readonly name: string;
  readonly node: Node;
  readonly method: MethodDeclaration;
  /** What the decorator is given, where that can be found. */
  readonly options: ObjectLiteralExpression | undefined;
}

/** The tools of MCP-Nest, versions 1 and 2. */
export function findNestTools(project: ToolProject): NestTool[] {
  return project.files
    .filter((file) => file.getFullText().includes(MCP_NEST))
    .flatMap((file) => file.getDescendantsOfKind(SyntaxKind.MethodDeclaration))
    .flatMap((method) => {
      const decorator = method.getDecorators().find((each) => isNestDecorator(each, 'Tool'));
      return decorator ? [described(method, decorator)] : [];
    });
}

/** Whether a decorator is what a package exports under this name. */
export function isNestDecorator(decorator: Decorator, name: string, module = MCP_NEST): boolean {
  const call = decorator.getCallExpression();
  const imported = importedName(call?.getExpression() ?? decorator.getExpression());
  return imported?.module === module && imported.name === name;
}

/** Without a name in its options, a tool is called like its method. */
function described(method: MethodDeclaration, decorator: Decorator): NestTool {
  const [given] = decorator.getArguments();
  const value = given && resolveValue(given);
  const options = Node.isObjectLiteralExpression(value) ? value : undefined;
  const name = options && propertyValue(options, 'name');
  const text = name ? (stringValue(name) ?? shortText(name)) : method.getName();
  return { name: text, node: name ?? decorator, method, options };
}
