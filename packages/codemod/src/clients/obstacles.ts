import { Node } from 'ts-morph';
import type { ClientVerdict } from '../types.ts';
import { changingVariable } from './changing-variable.ts';
import { evaluatedNodes } from './evaluated-nodes.ts';
import type { Construction } from './find-constructions.ts';
import { passesConfiguration } from './subclass.ts';

/** Why a construction cannot be moved into a factory, and what its author can do. */
export interface Obstacle {
  readonly verdict: ClientVerdict;
  readonly reason: string;
}

/** What keeps a construction from running later and more than once, which is what `perAccount` does with it. */
export function obstacleTo(construction: Construction): Obstacle | undefined {
  return (
    awaits(construction) ??
    subclassObstacle(construction) ??
    argumentObstacle(construction) ??
    variableObstacle(construction)
  );
}

function awaits({ expression }: Construction): Obstacle | undefined {
  const waits = evaluatedNodes(expression).find((node) => Node.isAwaitExpression(node) || Node.isYieldExpression(node));
  if (!waits) return undefined;
  const reason = `It waits for \`${shortened(waits.getText())}\` inside the construction. Put the awaited value in a const above it and run again.`;
  return { verdict: 'awaits-configuration', reason };
}

function subclassObstacle({ made, inner, name }: Construction): Obstacle | undefined {
  if (made.kind !== 'subclass') return inner.map(subclassObstacle).find((obstacle) => obstacle !== undefined);
  if (passesConfiguration(made.declaration)) return undefined;
  const reason = `The constructor of ${name} does not hand its first argument to super as the configuration. Let it, construct it in perAccount((aws) => new ${name}(aws({ … }))), and run again.`;
  return { verdict: 'subclass', reason };
}

function argumentObstacle({ expression, inner }: Construction): Obstacle | undefined {
  const constructions = [expression, ...inner.map((construction) => construction.expression)];
  if (!constructions.some((node) => Node.isSpreadElement(node.getArguments()[0]))) return undefined;
  return {
    verdict: 'construction',
    reason: 'Its configuration is a spread argument. Pass it as one object and run again.',
  };
}

function variableObstacle({ expression }: Construction): Obstacle | undefined {
  const name = changingVariable(expression);
  if (name === undefined) return undefined;
  const reason = `It reads \`${name}\`, which is assigned again elsewhere and may differ by the time a client for another account is made. Put its value in a const and run again.`;
  return { verdict: 'construction', reason };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
