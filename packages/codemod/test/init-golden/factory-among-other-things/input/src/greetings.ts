export const greetings: string[] = [];

export async function loadGreetings(): Promise<void> {
  greetings.push('hello');
}
