import { createInterface } from 'node:readline';
import { answerLine } from './answer.cjs';

for await (const line of createInterface({ input: process.stdin })) answerLine(line);
