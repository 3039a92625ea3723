import { Node, type SourceFile, type Statement, ts } from 'ts-morph';
import { wrappedNode } from '../project/wrapped-node.ts';
import type { TextEdit } from '../types.ts';
import { isRequireStatement, type ModuleStyle } from './module-style.ts';
import { endOfLine } from './source-style.ts';

/**
 * Inserts an import or require: after the file's last import that stands above everything it makes, or its leading run of
 * requires, else before its first statement. Below the code that needs the name it would come too late: for a require, and
 * for an import that is compiled to one.
 */
export function insertImportStatement(file: SourceFile, statement: string, style: ModuleStyle): TextEdit {
  const eol = endOfLine(file.getFullText());
  const previous = style === 'require' ? lastLeadingRequire(file) : lastImport(file);
  if (previous) return insertion(endWithComment(previous), eol + statement);
  return insertion(startOfCode(file), statement + eol + eol);
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

function lastImport(file: SourceFile): Node | undefined {
  const { statements } = file.compilerNode;
  const making = statements.findIndex((statement) => !isImport(statement) && makesSomething(statement, file));
  const above = making === -1 ? undefined : statements.slice(0, making).findLast(isImport);
  const found = above ?? statements.findLast(isImport);
  return found && wrappedNode(file, found);
}

function isImport(statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement);
}

function makesSomething(statement: ts.Statement, file: SourceFile): boolean {
  return /\bnew\b/.test(statement.getText(file.compilerNode));
}

function lastLeadingRequire(file: SourceFile): Statement | undefined {
  const statements = codeStatements(file);
  const count = statements.findIndex((statement) => !isRequireStatement(statement));
  return statements.slice(0, count === -1 ? undefined : count).at(-1);
}

function codeStatements(file: SourceFile): Statement[] {
  const statements = file.getStatements();
  const first = statements.findIndex((statement) => !isDirective(statement));
  return first === -1 ? [] : statements.slice(first);
}

/** 'use strict' and its kind count only as the first statements of a file, so nothing may come before them. */
function isDirective(statement: Statement): boolean {
  return Node.isExpressionStatement(statement) && Node.isStringLiteral(statement.getExpression());
}

/** A comment on the same line belongs to the statement. */
function endWithComment(statement: Node): number {
  return statement.getTrailingCommentRanges().at(-1)?.getEnd() ?? statement.getEnd();
}

/** Below the shebang, the directives and the file's own comment; above the comment of the first statement. */
function startOfCode(file: SourceFile): number {
  const [first] = codeStatements(file);
  return first ? startWithComments(first) : file.getEnd();
}

/** Where a statement's own comments begin; those that speak for the whole file stand above. */
export function startWithComments(first: Node): number {
  const text = first.getSourceFile().getFullText();
  const comments = first.getLeadingCommentRanges();
  const fileComment = comments.findLastIndex((comment) => isFileComment(text, comment.getText(), comment.getEnd()));
  return comments[fileComment + 1]?.getPos() ?? first.getStart();
}

/** A blank line detaches a comment from what follows; licences and pragmas speak for the file without one. */
function isFileComment(text: string, comment: string, end: number): boolean {
  return (
    /^\s*?\n\s*?\n/.test(text.slice(end)) || /licen[cs]e|copyright|^\/\*!|@ts-(?:no)?check|^\/\/\/\s*</i.test(comment)
  );
}
