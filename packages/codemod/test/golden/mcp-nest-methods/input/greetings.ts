import { Ctx, Payload } from '@nestjs/microservices';
import { type McpContext, McpController, Tool } from '@rekog/mcp-nest';
import { z } from 'zod';

const Logged = (_target: object, _key: string, _descriptor: PropertyDescriptor): void => {};

@McpController()
export class Greetings {
  private readonly greeting = 'Hello';

  // Everybody's first tool
  @Tool({
    name: 'greet',
    description: 'Greets somebody',
    parameters: z.object({ name: z.string() }).strict(),
  })
  @Logged
  async greet(@Payload() { name }: { name: string }, @Ctx() _context: McpContext) {
    return `${this.greeting}, ${name}!`;
  }

  @Tool({ description: 'A tool without parameters, called like its method' })
  async everybody() {
    return `${this.greeting}!`;
  }

  @Tool({ name: 'named', parameters: z.object({ name: z.string() }) }) async named(args: { name: string }) {
    return Object.keys(args);
  }
}
