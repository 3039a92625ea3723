import type { HttpRequest } from '../http-message.ts';
import { cbor } from '../protocols/cbor.ts';
import { jsonService } from '../protocols/json.ts';
import { isQueryRequest, queryService } from '../protocols/query-xml.ts';
import { restJson } from '../protocols/rest-json.ts';
import { cloudWatchLogs } from './cloudwatch-logs.ts';
import { costExplorer } from './cost-explorer.ts';
import { dynamodb } from './dynamodb/service.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda/service.ts';
import { organizations } from './organizations.ts';
import { s3 } from './s3/service.ts';
import { secretsManager } from './secrets-manager.ts';
import type { Service } from './service.ts';
import { sqs } from './sqs.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

/** The protocol follows from the request's form: of one service, older and newer SDKs speak different ones. */
export function serviceFor(request: HttpRequest, signingName: string): Service {
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') return cbor;
  if (request.headers['x-amz-target'] !== undefined) return JSON_SERVICES.get(signingName) ?? otherJson;
  const rest = REST_SERVICES.get(signingName);
  if (rest) return rest;
  if (isQueryRequest(request)) return QUERY_SERVICES.get(signingName) ?? otherQuery;
  // An unsigned request names no service; XML is what AWS answers strangers with.
  return signingName === 'unknown' ? s3 : restJson;
}

/** By signing name. */
const JSON_SERVICES: ReadonlyMap<string, Service> = new Map([
  ['ce', costExplorer],
  ['dynamodb', dynamodb],
  ['kms', kms],
  ['logs', cloudWatchLogs],
  ['organizations', organizations],
  ['secretsmanager', secretsManager],
  ['sqs', sqs],
  ['ssm', ssm],
]);
const REST_SERVICES: ReadonlyMap<string, Service> = new Map([
  ['lambda', lambda],
  ['s3', s3],
]);
const QUERY_SERVICES: ReadonlyMap<string, Service> = new Map([['sts', sts]]);

const otherJson = jsonService({});
const otherQuery = queryService({}, 'https://amazonaws.com/');
