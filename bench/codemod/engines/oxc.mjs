// The floor: parses with oxc-parser, walks the tree, and splices the edit that the codemod makes, without proving anything.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [peers, project] = process.argv.slice(2);
const { parseSync, Visitor } = createRequire(join(peers, 'package.json'))('oxc-parser');
const FIELD = 'target_account_id: z.string().optional().describe(targetAccountId.description)';
const IMPORT = "import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';\n";

for (const entry of readdirSync(project, { recursive: true })) {
  if (!entry.endsWith('.ts')) continue;
  const path = join(project, entry);
  const text = readFileSync(path, 'utf8');
  if (text.includes('registerTool')) writeFileSync(path, rewrite(path, text));
}

function rewrite(path, text) {
  const { program } = parseSync(path, text);
  const edits = [];
  new Visitor({
    CallExpression(call) {
      if (call.callee.type === 'MemberExpression' && call.callee.property.name === 'registerTool')
        edits.push(...toolEdits(call, text));
    },
  }).visit(program);
  const lastImport = program.body.findLast((statement) => statement.type === 'ImportDeclaration');
  edits.push([lastImport.end + 1, IMPORT]);
  return splice(text, edits);
}

function toolEdits(call, text) {
  const [, config, handler] = call.arguments;
  const schema = config.properties.find((property) => property.key.name === 'inputSchema').value;
  const last = schema.properties.at(-1);
  const indent = text.slice(text.lastIndexOf('\n', last.start), last.start);
  return [
    [last.end + 1, `${indent}${FIELD},`],
    [handler.start, 'withAccountContext('],
    [handler.end, ')'],
  ];
}

function splice(text, edits) {
  const parts = [];
  let position = 0;
  for (const [offset, inserted] of edits.sort(([a], [b]) => a - b)) {
    parts.push(text.slice(position, offset), inserted);
    position = offset;
  }
  return parts.join('') + text.slice(position);
}
