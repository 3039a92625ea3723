export const metadata = { name: 'greet', description: 'Says hello' };

export default async function greet() {
  return 'hello';
}
