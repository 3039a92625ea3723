// A program that connects itself to standard input, served over HTTP and traced: every span is a line of standard error.
import { type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { configureAccounts } from '../../../cred-extract/src/index.ts';
import { serveProgram } from '../../src/index.ts';
import { teamAccounts } from './team-accounts.ts';

const line = ({ name, attributes }: ReadableSpan) => `span ${JSON.stringify([name, attributes])}\n`;
const exporter = {
  export: (spans: ReadableSpan[], done: (result: { code: 0 }) => void) => {
    for (const span of spans) process.stderr.write(line(span));
    done({ code: 0 });
  },
  shutdown: async () => {},
};
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
configureAccounts(teamAccounts([]));

await serveProgram(() => import('./where-program.ts'));
