// One request after the other, in the context of the first.
const { createInterface } = require('node:readline');
const { answerLine } = require('./answer.cjs');

const queue = [];
let working = false;

async function work() {
  if (working) return;
  working = true;
  while (queue.length > 0) await answerLine(queue.shift());
  working = false;
}

createInterface({ input: process.stdin, terminal: false }).on('line', (line) => {
  queue.push(line);
  work();
});
