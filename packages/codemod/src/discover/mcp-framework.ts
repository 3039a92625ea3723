import { type ClassDeclaration, type ClassExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';
import { importedName } from '../project/imported-name.ts';
import type { ToolProject } from '../project/parse.ts';
import { declarationOf, stringValue, unwrap } from '../project/resolve-value.ts';
import { shortText } from './registration.ts';

export const MCP_FRAMEWORK = 'mcp-framework';

export type ToolClass = ClassDeclaration | ClassExpression;

/** A class that extends `MCPTool` of the `mcp-framework` package, itself or through classes of the project. */
export interface McpFrameworkTool {
  readonly name: string;
  /** Where its name stands. */
  readonly node: Node;
  /** The class and the project classes that it extends, itself first. */
  readonly chain: readonly ToolClass[];
  /** What its `schema` is, where that is written down. */
  readonly schema: Node | undefined;
}

/** Every tool of `mcp-framework`, which loads the classes of a folder or takes them in `addTool`. */
export function findMcpFrameworkTools(project: ToolProject): McpFrameworkTool[] {
  if (!project.files.some((file) => file.getFullText().includes(MCP_FRAMEWORK))) return [];
  return project.files.flatMap(classesOf).flatMap((tool) => {
    const chain = tool.isAbstract() ? [] : toolChain(tool);
    return chain.length > 0 ? [described(chain)] : [];
  });
}

function classesOf(file: SourceFile): ToolClass[] {
  if (!/\bextends\b/.test(file.getFullText())) return [];
  return file
    .getDescendants()
    .filter((node) => Node.isClassDeclaration(node) || Node.isClassExpression(node))
    .filter((node) => node.getExtends() !== undefined);
}

/** Empty for a class that extends anything else, a class `MCPTool` of another package included. */
function toolChain(tool: ToolClass): ToolClass[] {
  const chain: ToolClass[] = [];
  let current: Node | undefined = tool;
  while ((Node.isClassDeclaration(current) || Node.isClassExpression(current)) && !chain.includes(current)) {
    chain.push(current);
    const base: Node | undefined = current.getExtends()?.getExpression();
    const imported = base && importedName(base);
    if (imported) return imported.module === MCP_FRAMEWORK && imported.name === 'MCPTool' ? chain : [];
    current = base && classBehind(base);
  }
  return [];
}

/** `class Base extends …`, and `const Base = class extends …`. */
function classBehind(name: Node): Node | undefined {
  const declaration = declarationOf(name);
  if (Node.isExportAssignment(declaration)) return classBehind(declaration.getExpression());
  return Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : declaration;
}

function described(chain: readonly ToolClass[]): McpFrameworkTool {
  const [tool] = chain as [ToolClass];
  const name = memberValue(chain, 'name');
  const text = name && stringValue(name);
  return {
    name: text ?? tool.getName() ?? (name ? shortText(name) : 'class extends MCPTool'),
    node: text !== undefined && name?.getAncestors().includes(tool) ? name : tool,
    chain,
    schema: memberValue(chain, 'schema'),
  };
}

/** What a member is by the nearest class that says so: with an initializer, a getter, or an assignment in its constructor. */
function memberValue(chain: readonly ToolClass[], name: string): Node | undefined {
  for (const each of chain) {
    const member = each.getInstanceMember(name);
    const assigned = assignedInConstructor(each, name);
    if (assigned) return assigned;
    if (Node.isPropertyDeclaration(member) && member.getInitializer()) return member.getInitializer();
    if (Node.isGetAccessorDeclaration(member)) return onlyResult(member);
  }
  return undefined;
}

function onlyResult(getter: Node): Node | undefined {
  const returned = getter.getDescendantsOfKind(SyntaxKind.ReturnStatement);
  return returned.length === 1 ? returned[0]?.getExpression() : undefined;
}

function assignedInConstructor(tool: ToolClass, name: string): Node | undefined {
  const assignments = tool
    .getConstructors()
    .flatMap((body) => body.getDescendantsOfKind(SyntaxKind.BinaryExpression))
    .filter((assignment) => assignment.getLeft().getText() === `this.${name}`);
  const [only, ...more] = assignments;
  return only && more.length === 0 ? unwrap(only.getRight()) : undefined;
}
