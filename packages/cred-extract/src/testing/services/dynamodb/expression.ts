import type { AttributeValue, Item } from '../../account-state.ts';

/** What an expression's placeholders stand for. */
export interface Expression {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
}

/** Understands `name = :value`, joined by AND; any other condition lets everything through. */
export function equalityFilter(condition: string | undefined, expression: Expression): (item: Item) => boolean {
  const terms = (condition ?? '')
    .split(/\s+AND\s+/i)
    .map((term) => /^\(?\s*([#\w.-]+)\s*=\s*(:\w+)\s*\)?$/.exec(term.trim()));
  const equalities = terms.flatMap((term) =>
    term ? [[attributeNamed(term[1] ?? '', expression), valueNamed(term[2], expression)] as const] : [],
  );
  return (item) => equalities.every(([name, value]) => JSON.stringify(item[name]) === JSON.stringify(value));
}

/**
 * The item after an update expression. Understands top-level attributes in `SET a = :v`, `SET a = a + :n` (and `-`),
 * `SET a = if_not_exists(a, :v)`, `REMOVE a` and `ADD a :n`; other clauses change nothing.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function updatedItem(item: Item, update: string, expression: Expression): Item {
  const result: Record<string, AttributeValue> = { ...item };
  for (const [, keyword = '', clause = ''] of update.matchAll(
    /\b(SET|REMOVE|ADD|DELETE)\s+(.*?)(?=\s+(?:SET|REMOVE|ADD|DELETE)\s|\s*$)/gis,
  )) {
    for (const action of splitActions(clause)) apply(keyword.toUpperCase(), action, result, expression);
  }
  return result;
}

/** At commas outside parentheses. */
function splitActions(clause: string): string[] {
  return clause.split(/,(?![^(]*\))/).map((action) => action.trim());
}

function apply(keyword: string, action: string, item: Record<string, AttributeValue>, expression: Expression): void {
  if (keyword === 'REMOVE') {
    delete item[attributeNamed(action, expression)];
    return;
  }
  const [, target = '', operand = ''] =
    (keyword === 'SET' ? /^(\S+)\s*=\s*(.+)$/s : /^(\S+)\s+(.+)$/s).exec(action) ?? [];
  const name = attributeNamed(target, expression);
  const value =
    keyword === 'ADD' ? sum(item[name], '+', valueNamed(operand, expression)) : evaluate(operand, item, expression);
  if (value !== undefined) item[name] = value;
}

function evaluate(operand: string, item: Item, expression: Expression): AttributeValue | undefined {
  const [, fallbackName, fallback] = /^if_not_exists\s*\(\s*([^,\s]+)\s*,\s*(\S+?)\s*\)$/i.exec(operand) ?? [];
  if (fallbackName !== undefined)
    return item[attributeNamed(fallbackName, expression)] ?? evaluate(fallback ?? '', item, expression);
  const [, left, operator, right] = /^(.+?)\s*([+-])\s*(\S+)$/s.exec(operand) ?? [];
  if (left !== undefined && right !== undefined) {
    return sum(evaluate(left, item, expression), operator ?? '+', evaluate(right, item, expression));
  }
  return operand.startsWith(':') ? valueNamed(operand, expression) : item[attributeNamed(operand, expression)];
}

function sum(left: AttributeValue | undefined, operator: string, right: AttributeValue | undefined): AttributeValue {
  const [a, b] = [Number(left?.N ?? 0), Number(right?.N ?? 0)];
  return { N: String(operator === '-' ? a - b : a + b) };
}

function attributeNamed(placeholder: string, expression: Expression): string {
  if (!placeholder.startsWith('#')) return placeholder;
  return expression.ExpressionAttributeNames?.[placeholder] ?? placeholder;
}

function valueNamed(placeholder: string | undefined, expression: Expression): AttributeValue | undefined {
  return placeholder === undefined ? undefined : expression.ExpressionAttributeValues?.[placeholder];
}
