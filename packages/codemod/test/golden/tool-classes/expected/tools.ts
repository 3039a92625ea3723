import { z } from 'zod';

type Result = { content: { type: 'text'; text: string }[] };

abstract class BaseTool {
  abstract readonly description: string;
  abstract readonly parameters: Record<string, z.ZodType>;
  abstract execute(args: Record<string, unknown>): Promise<Result>;

  constructor(readonly name: string, protected readonly store: Map<string, string>) {}
}

class GetTool extends BaseTool {
  readonly description = 'Reads an entry';
  readonly parameters = { key: z.string() } as const;

  async execute({ key }: { key?: unknown }): Promise<Result> {
    return { content: [{ type: 'text', text: this.store.get(String(key)) ?? 'nothing' }] };
  }
}

class SizeTool extends BaseTool {
  readonly description = 'Counts the entries';
  readonly parameters = {} as const;

  constructor(store: Map<string, string>) {
    super('size', store);
  }

  async execute(): Promise<Result> {
    return { content: [{ type: 'text', text: String(this.store.size) }] };
  }
}

export function createTools(store: Map<string, string>): BaseTool[] {
  return [new GetTool('get', store), new SizeTool(store)];
}
