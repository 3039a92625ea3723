export interface Subject {
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
}

/** What a test ordered for some requests. A field left out matches everything. */
export interface Order extends Partial<Subject> {
  /** How many matching requests it is for. */
  readonly times: number;
}

/** Orders of tests, each used up after its number of times. */
export class Orders<One extends Order> {
  #pending: Array<{ order: One; left: number }> = [];

  add(order: One): void {
    this.#pending.push({ order, left: order.times });
  }

  /** The first order for this request, which uses it up once. */
  take(subject: Subject): One | undefined {
    const due = this.#pending.find(({ order, left }) => left > 0 && matches(order, subject));
    if (!due) return undefined;
    due.left -= 1;
    this.#pending = this.#pending.filter(({ left }) => left > 0);
    return due.order;
  }
}

function matches({ service, operation, accountId }: Order, subject: Subject): boolean {
  return (
    (service === undefined || service === subject.service) &&
    (operation === undefined || operation === subject.operation) &&
    (accountId === undefined || accountId === subject.accountId)
  );
}
