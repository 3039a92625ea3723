import { AwsError } from '../aws-error.ts';
import { jsonService } from '../protocols/json.ts';
import type { Call } from './service.ts';

/** Source: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html */
export const costExplorer = jsonService({ GetCostAndUsage: getCostAndUsage });

interface CostInput {
  readonly TimePeriod: Period;
  readonly Granularity: string;
  readonly Metrics?: readonly string[];
  readonly GroupBy?: ReadonlyArray<{ readonly Key: string }>;
}

/** `YYYY-MM-DD`; the end is exclusive. */
interface Period {
  readonly Start: string;
  readonly End: string;
}

function getCostAndUsage(input: CostInput, { account }: Call): object {
  const keys = input.GroupBy?.map(({ Key }) => (Key === 'LINKED_ACCOUNT' ? account.accountId : 'AWS Lambda'));
  const ResultsByTime = periods(input).map((TimePeriod) => {
    const cost = metrics(input.Metrics ?? [], costOf(TimePeriod, account.monthlyCost));
    const amounts = keys ? { Total: {}, Groups: [{ Keys: keys, Metrics: cost }] } : { Total: cost, Groups: [] };
    return { TimePeriod, ...amounts, Estimated: false };
  });
  return { ResultsByTime, DimensionValueAttributes: [] };
}

function metrics(names: readonly string[], dollars: number): object {
  return Object.fromEntries(names.map((name) => [name, { Amount: dollars.toFixed(2), Unit: 'USD' }]));
}

/** The whole period cut at midnights or at the ends of months. */
function periods({ TimePeriod, Granularity }: CostInput): Period[] {
  if (Granularity !== 'DAILY' && Granularity !== 'MONTHLY')
    throw validationError(`Granularity ${Granularity} is not enabled.`);
  const last = parseDay(TimePeriod?.End);
  const result: Period[] = [];
  for (let start = parseDay(TimePeriod?.Start); start < last; ) {
    const next = Granularity === 'DAILY' ? dayAfter(start) : monthAfter(start);
    const end = new Date(Math.min(next.getTime(), last.getTime()));
    result.push({ Start: formatDay(start), End: formatDay(end) });
    start = end;
  }
  if (result.length === 0) throw validationError('Start date (and hour) should be before end date (and hour)');
  return result;
}

/** A part of a month costs its share of the days. */
function costOf({ Start, End }: Period, monthlyCost: number): number {
  const start = parseDay(Start);
  const monthStart = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth()));
  const days = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 86_400_000;
  return (monthlyCost * days(start, parseDay(End))) / days(monthStart, monthAfter(start));
}

function dayAfter(day: Date): Date {
  return new Date(day.getTime() + 86_400_000);
}

function monthAfter(day: Date): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1));
}

function formatDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}

function parseDay(text: string | undefined): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? '') || Number.isNaN(day.getTime()))
    throw validationError(`Invalid date: ${text}`);
  return day;
}

function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
