import { describe, expect, it, vi } from 'vitest';
import { projectMentions } from '../../src/project/mentions.ts';
import { project } from '../support/tools.ts';

const MCP = "import '@modelcontextprotocol/sdk';\n";

describe('what a project mentions', () => {
  it('is what any of its files does', () => {
    const parsed = project({ 'a.ts': MCP, 'b.ts': `${MCP}import 'tmcp';` });
    expect(projectMentions(parsed, /tmcp/)).toBe(true);
    expect(projectMentions(parsed, /xmcp/)).toBe(false);
  });

  it('does not depend on what was asked before, with the same pattern or another', () => {
    const parsed = project({ 'a.ts': `${MCP}import 'tmcp';` });
    const [pattern, other] = [/tmcp/g, /nowhere/g];
    expect([1, 2, 3].map(() => [projectMentions(parsed, pattern), projectMentions(parsed, other)])).toEqual(
      [1, 2, 3].map(() => [true, false]),
    );
    expect(projectMentions(project({ 'a.ts': MCP }), pattern)).toBe(false);
  });

  it('is read from the files once', () => {
    const parsed = project({ 'a.ts': MCP, 'b.ts': MCP });
    const reads = parsed.files.map((file) => vi.spyOn(file, 'getFullText'));
    for (let time = 0; time < 5; time += 1) projectMentions(parsed, /nowhere/);
    expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 1]);
  });
});
