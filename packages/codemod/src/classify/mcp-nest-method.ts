import { type MethodDeclaration, Node, type ParameterDeclaration } from 'ts-morph';
import { isNestDecorator } from '../discover/mcp-nest.ts';
import type { ToolProject } from '../project/parse.ts';
import { declarationOf } from '../project/resolve-value.ts';

/**
 * Why a method cannot be wrapped where it stands; undefined where nothing speaks against it. The wrapper reads the account from
 * the first argument, so that has to be the tool's arguments, all of them and as they came.
 */
export function nestMethodObstacle(method: MethodDeclaration, project: ToolProject): string | undefined {
  const [first, ...more] = method.getParameters();
  const isDecorated = more.some((parameter) => parameter.getDecorators().length > 0);
  if (first && !takesArguments(first, isDecorated)) return 'its first parameter is not all of its arguments';
  if (first && isClass(first) && usesPipes(project))
    return 'its arguments are a class, of which pipes may drop the parameter';
  if (method.getDecorators().some((decorator) => decorator.getName() === 'UsePipes'))
    return 'pipes may drop the parameter from its arguments';
  return returnsObservable(method) ? 'it returns an observable, which runs on after it' : undefined;
}

/** `@Payload() args`, or no decorator at all: then the arguments come first, and the context second. */
function takesArguments(first: ParameterDeclaration, areOthersDecorated: boolean): boolean {
  const [decorator, ...more] = first.getDecorators();
  if (!decorator) return !areOthersDecorated;
  const isPayload = isNestDecorator(decorator, 'Payload', '@nestjs/microservices');
  return isPayload && more.length === 0 && decorator.getArguments().length === 0;
}

function isClass(parameter: ParameterDeclaration): boolean {
  const type = parameter.getTypeNode();
  if (!Node.isTypeReference(type)) return false;
  const declaration = declarationOf(type.getTypeName());
  return declaration === undefined || Node.isClassDeclaration(declaration) || Node.isImportSpecifier(declaration);
}

function usesPipes({ files, unparsed }: ToolProject): boolean {
  return [...files.map((file) => file.getFullText()), ...unparsed.map(({ text }) => text)].some((text) =>
    /\bValidationPipe\b|\buseGlobalPipes\b|\bAPP_PIPE\b/.test(text),
  );
}

function returnsObservable(method: MethodDeclaration): boolean {
  if (method.isAsync()) return false;
  const type = method.getReturnTypeNode()?.getText();
  return type === undefined ? /['"]rxjs['"/]/.test(method.getSourceFile().getFullText()) : type.includes('Observable');
}
