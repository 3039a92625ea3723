export default [
  'ping',
  'Answers pong',
  async (extra) => ({ content: [{ type: 'text', text: extra.signal.aborted ? 'late' : 'pong' }] })
];
