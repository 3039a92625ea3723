import { parameterProblem } from './listed-parameter.ts';
import { sampleArguments } from './sample-arguments.ts';
import type { ListedTool } from './types.ts';

/** A call that may be tried on a server nobody has told us about. */
export interface CandidateCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** True when the arguments are made up from the schema, and the tool may refuse them. */
  readonly sampled: boolean;
}

const READING =
  /^(list|lists|get|gets|describe|describes|read|reads|search|find|show|count|check|status|fetch|lookup|ls|info|view|scan|query)$/;
/** One of these in a name, and it is not called: `get-upload-url` may prepare a change, `query_and_delete` makes one. */
const CHANGING =
  /^(add|apply|assign|attach|batch|cancel|change|clear|copy|create|delete|deploy|destroy|detach|disable|drop|edit|enable|exec|execute|import|insert|install|invoke|kill|merge|modify|move|notify|patch|publish|purge|push|put|reboot|remove|rename|replace|reset|restart|restore|revoke|rotate|run|save|send|set|sign|start|stop|submit|subscribe|sync|tag|terminate|transact|trigger|truncate|unsubscribe|untag|update|upload|upsert|write)$/;

/** Tools that surely only read, those without required arguments first. */
export function candidateCalls(tools: readonly ListedTool[]): CandidateCall[] {
  return tools
    .filter((tool) => isReadOnly(tool) && parameterProblem(tool.inputSchema) === '')
    .map(({ name, inputSchema }) => ({
      tool: name,
      arguments: sampleArguments(inputSchema),
      sampled: (inputSchema.required?.length ?? 0) > 0,
    }))
    .sort((a, b) => Number(a.sampled) - Number(b.sampled));
}

/** By the tool's own word, or by its name where it says nothing. */
export function isReadOnly({ name, annotations, execution }: ListedTool): boolean {
  if (annotations?.destructiveHint === true && annotations.readOnlyHint !== true) return false;
  // A task outlives its call.
  if (execution?.taskSupport === 'required') return false;
  if (annotations?.readOnlyHint !== undefined) return annotations.readOnlyHint;
  const words = wordsOf(name);
  return words.some((word) => READING.test(word)) && !words.some((word) => CHANGING.test(word));
}

/** `S3_listBuckets` is `s3`, `list`, `buckets`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase());
}
