import type { InferSchema } from "xmcp";
import { Region as schema } from "../../shapes.js";
import { withAccountContext } from "@mcp-multi-account/cred-extract";

export { schema };
export const metadata = { name: "admin-regions", description: "Regions" };

const regions = async ({ region }: InferSchema<typeof schema>) => ({
  content: [{ type: "text" as const, text: region ?? "all" }],
});

export default withAccountContext(regions);
