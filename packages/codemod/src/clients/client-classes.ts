import { type ClassDeclaration, Node } from 'ts-morph';
import { type ImportedName, importedName } from '../project/imported-name.ts';
import { declarationOf } from '../project/resolve-value.ts';

/** What the callee of a construction makes. */
export type ClientClass =
  /** Takes a configuration: `S3Client`, the aggregated `S3`, `DynamoDBClient`. */
  | { readonly kind: 'client' }
  /** Takes another client, and copies its configuration: `DynamoDBDocumentClient.from(…)`. */
  | { readonly kind: 'document-client' }
  /** A class of the project that extends one of these. */
  | { readonly kind: 'subclass'; readonly declaration: ClassDeclaration };

const CLIENT_MODULE = /^@aws-sdk\/client-(.+)$/;
const DOCUMENT_CLIENTS = new Set(['DynamoDBDocumentClient', 'DynamoDBDocument']);
/** They sign login tokens for databases with the configuration they are given, as clients sign requests. */
const SIGNERS = new Set(['@aws-sdk/rds-signer Signer', '@aws-sdk/dsql-signer DsqlSigner']);

/** The class that `new <callee>` makes an instance of, if it is an AWS SDK v3 client. */
export function constructedClass(callee: Node): ClientClass | undefined {
  const imported = importedName(callee);
  if (imported) return isClientClass(imported) ? { kind: 'client' } : undefined;
  const declaration = declarationOf(Node.isPropertyAccessExpression(callee) ? callee.getNameNode() : callee);
  if (!Node.isClassDeclaration(declaration)) return undefined;
  return extendsClient(declaration) ? { kind: 'subclass', declaration } : undefined;
}

/** True for the classes whose static `from` makes a document client of another client. */
export function isDocumentClient(owner: Node): boolean {
  const imported = importedName(owner);
  return imported?.module === '@aws-sdk/lib-dynamodb' && DOCUMENT_CLIENTS.has(imported.name);
}

/** Whether a class extends an AWS client, directly or through other classes of the project. */
function extendsClient(declaration: ClassDeclaration): boolean {
  const base = declaration.getExtends()?.getExpression();
  return base !== undefined && constructedClass(base) !== undefined;
}

/** The aggregated class of a package has the name of the service, as the package has: `CloudWatchLogs`, `cloudwatch-logs`. */
function isClientClass({ module, name }: ImportedName): boolean {
  if (SIGNERS.has(`${module} ${name}`)) return true;
  const service = CLIENT_MODULE.exec(module)?.[1];
  if (service === undefined) return false;
  return name.endsWith('Client') || name.toLowerCase() === service.replaceAll('-', '');
}
