import { FastMCP } from 'fastmcp';
import { withAccounts } from '../../../../cred-extract/src/index.ts';
import { who } from './who.ts';

const server = withAccounts(new FastMCP({ name: 'accounts', version: '1.0.0' }));
server.addTool({ name: 'who', description: 'Says in which account it runs', execute: who });
await server.start();
