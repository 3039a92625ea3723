// What a tool of Mastra 1.71.0 sees of it.
import type { z } from 'zod';

export interface ToolOptions<Input extends z.ZodType, Output extends z.ZodType> {
  id: string;
  description: string;
  inputSchema?: Input;
  outputSchema?: Output;
  execute?: (inputData: z.output<Input>, context: { requestContext: object }) => Promise<z.input<Output>>;
}

export class Tool<Input extends z.ZodType, Output extends z.ZodType> {
  readonly id: string;
  readonly description: string;
  readonly inputSchema: Input | undefined;
  readonly outputSchema: Output | undefined;
  execute: ToolOptions<Input, Output>['execute'];

  constructor({ id, description, inputSchema, outputSchema, execute }: ToolOptions<Input, Output>) {
    this.id = id;
    this.description = description;
    this.inputSchema = inputSchema;
    this.outputSchema = outputSchema;
    // What comes in and what goes out are checked, a typed error as any other data.
    this.execute =
      execute && (async (inputData, context) => this.#checked(await execute(this.#input(inputData), context)));
  }

  #input(given: z.output<Input>): z.output<Input> {
    return this.inputSchema ? this.inputSchema.parse(given ?? {}) : given;
  }

  #checked(result: z.input<Output>): z.input<Output> {
    return (this.outputSchema ? this.outputSchema.parse(result) : result) as z.input<Output>;
  }
}

export function createTool<Input extends z.ZodType, Output extends z.ZodType>(
  options: ToolOptions<Input, Output>,
): Tool<Input, Output> {
  return new Tool(options);
}
