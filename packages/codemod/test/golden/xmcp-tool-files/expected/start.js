import 'xmcp/stdio';
