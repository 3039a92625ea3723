export { SourceSyntaxError } from './project/parse.ts';
export { unifiedDiff } from './report/diff.ts';
export { type JsonReport, type JsonSummary, jsonReport } from './report/json.ts';
export { Refusal } from './run/refusal.ts';
export { type RunOptions, type RunResult, run } from './run/runner.ts';
export { type TransformOptions, transform } from './transform.ts';
export type {
  ClientReport,
  ClientVerdict,
  Coverage,
  FileReport,
  RunItem,
  SkippedPath,
  SourceText,
  Strategy,
  ToolReport,
  ToolVerdict,
  TransformResult,
} from './types.ts';
export type {
  CallKind,
  CallOutcome,
  ProtocolReport,
  VerifiedCall,
  VerifiedTool,
  VerifyReport,
  VerifySummary,
} from './verify/types.ts';
export { type VerifyOptions, type VerifyTarget, verify } from './verify/verify.ts';
