import { Ctx, Payload } from '@nestjs/microservices';
import { type McpContext, McpController, Tool } from '@rekog/mcp-nest';
import { z } from 'zod';
import { UseAccountContext, targetAccountId } from '@mcp-multi-account/cred-extract';

const Logged = (_target: object, _key: string, _descriptor: PropertyDescriptor): void => {};

@McpController()
export class Greetings {
  private readonly greeting = 'Hello';

  // Everybody's first tool
  @Tool({
    name: 'greet',
    description: 'Greets somebody',
    parameters: z.object({ name: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }).strict(),
  })
  @Logged
  @UseAccountContext()
  async greet(@Payload() { name }: { name: string }, @Ctx() _context: McpContext) {
    return `${this.greeting}, ${name}!`;
  }

  @Tool({ description: 'A tool without parameters, called like its method', parameters: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }) })
  @UseAccountContext()
  async everybody() {
    return `${this.greeting}!`;
  }

  @Tool({ name: 'named', parameters: z.object({ name: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }) }) @UseAccountContext() async named(args: { name: string }) {
    return Object.keys(args);
  }
}
