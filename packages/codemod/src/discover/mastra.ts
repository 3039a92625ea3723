import { type CallExpression, type NewExpression, Node, type SourceFile } from 'ts-morph';
import { isWrapped } from '../classify/handler.ts';
import { owningManifest } from '../manifest/owning-manifest.ts';
import { findMethodCalls, findNames } from '../project/find-calls.ts';
import { isExport } from '../project/imported-calls.ts';
import { isInstanceOf } from '../project/library-instance.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue } from '../project/resolve-value.ts';
import { entriesOf } from '../values/entries.ts';
import { evaluate } from '../values/evaluate.ts';
import { NO_SCOPE, type Value } from '../values/value.ts';
import type { FoundRegistration, OpaqueRegistration } from './registration.ts';
import { definedTool } from './tool-definition.ts';

const SERVER = { module: /^@mastra\/mcp$/, name: 'MCPServer' };
const TOOL_MODULE = /^@mastra\/core(?:\/tools)?$/;
const MADE_OF = { agents: ['ask', 'an agent'], workflows: ['run', 'a workflow'] } as const;
const FIRST_VERSION = 'Mastra 0.x gives execute its arguments inside an object: move to @mastra/core 1 first';

/** The tools, agents and workflows that an `MCPServer` of `@mastra/mcp` serves; a tool that none serves is an agent's own. */
export function findMastraTools(file: SourceFile, project: ToolProject): FoundRegistration[] {
  const added = findMethodCalls(file, 'addTools').flatMap(({ call, receiver }) => {
    const [tools] = call.getArguments();
    return tools && isInstanceOf(receiver, SERVER) ? servedTools(tools, call, project) : [];
  });
  return [...findNames(file, SERVER.name).flatMap((name) => constructed(name, project)), ...added];
}

function constructed(name: Node, project: ToolProject): FoundRegistration[] {
  const server = name.getParent();
  if (!Node.isNewExpression(server) || !isExport(server.getExpression(), SERVER.module, SERVER.name)) return [];
  const [given] = server.getArguments();
  const config = given && resolveValue(given);
  if (!Node.isObjectLiteralExpression(config))
    return [opaque('MCPServer', server, 'its configuration cannot be found')];
  const tools = propertyValue(config, 'tools');
  const others = Object.entries(MADE_OF).flatMap(([key, [verb, kind]]) => {
    const members = propertyValue(config, key);
    return members ? named(members).map((member) => opaque(`${verb}_${member}`, server, `it is made of ${kind}`)) : [];
  });
  return [...(tools ? servedTools(tools, server, project) : []), ...others];
}

function named(record: Node): string[] {
  return entriesOf(evaluate(record, NO_SCOPE)).values.flatMap(({ parts }) => parts?.[0]?.text ?? []);
}

function servedTools(record: Node, server: CallExpression | NewExpression, project: ToolProject): FoundRegistration[] {
  const { values, isComplete } = entriesOf(evaluate(record, NO_SCOPE));
  const tools = values.flatMap(({ parts: [key, tool] = [] }) =>
    key && tool ? [served(key, tool, server, project)] : [],
  );
  const reason = 'some of its tools are only known at run time';
  return isComplete ? tools : [...tools, opaque('MCPServer (tools known at run time)', server, reason)];
}

/** A server names its tools after their keys. */
function served(
  { text: name = '' }: Value,
  { node }: Value,
  server: CallExpression | NewExpression,
  project: ToolProject,
): FoundRegistration {
  const call = Node.isCallExpression(node) && isWrapped(node) ? node.getArguments()[0] : node;
  if (!Node.isCallExpression(call) || !isExport(call.getExpression(), TOOL_MODULE, 'createTool'))
    return opaque(name, server, 'it is not made by a createTool of @mastra/core that can be found');
  if (isFirstVersion(call, project)) return opaque(name, server, FIRST_VERSION);
  const [config] = call.getArguments();
  const found = definedTool({ call, api: 'mastra', config, name: config, schema: 'inputSchema' });
  return { ...found, name, ...(found.kind === 'registration' && { isNameConstant: true }) };
}

/** By the version that the package depends on, else by how `execute` takes its arguments. */
function isFirstVersion(call: CallExpression, project: ToolProject): boolean {
  const path = project.pathOf(call.getSourceFile());
  const range = /"@mastra\/core"\s*:\s*"[\^~>=v ]*(\d+)\./.exec(owningManifest(path, project.manifests)?.text ?? '');
  if (range) return range[1] === '0';
  const config = call.getArguments()[0];
  const execute = Node.isObjectLiteralExpression(config) ? propertyValue(config, 'execute') : undefined;
  const taken = execute && Node.isParametered(execute) ? execute.getParameters()[0]?.getNameNode() : undefined;
  return Node.isObjectBindingPattern(taken) && taken.getElements().some((element) => element.getName() === 'context');
}

function opaque(name: string, call: CallExpression | NewExpression, reason: string): OpaqueRegistration {
  return { kind: 'opaque-registration', name, call, receiver: call, api: 'mastra', reason };
}
