import type { InferSchema } from "xmcp";
import { Region as schema } from "../../shapes.js";

export { schema };
export const metadata = { name: "admin-regions", description: "Regions" };

const regions = async ({ region }: InferSchema<typeof schema>) => ({
  content: [{ type: "text" as const, text: region ?? "all" }],
});

export default regions;
