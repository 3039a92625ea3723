// A server without an SDK: what it answers to one line.
const tools = import('./tools.ts');

exports.answerLine = async function answerLine(line) {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined || method === undefined) return;
  // biome-ignore lint/suspicious/noConsole: how it writes its messages.
  const send = (result) => console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
  const { protocolVersion = '' } = params ?? {};
  if (method === 'initialize')
    return send({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'plain', version: '1' } });
  if (method === 'tools/list') return send({ tools: [{ name: 'echo', inputSchema: { type: 'object' } }] });
  const { echo, textResult } = await tools;
  send(textResult(await echo(params.arguments)));
};
