const { createInterface } = require('node:readline');
const { answerLine } = require('./answer.cjs');

// biome-ignore lint/suspicious/noConsole: what is no message must not reach the client.
console.log('plain server starting');
createInterface({ input: process.stdin, terminal: false }).on('line', answerLine);
