// Tool implementation
export default async function randomNumber() {
  const result = 4;
  return result;
}
