import { z } from "zod"

export function registerEcho(server) {
	server.tool("echo", "Says it again", {
		text: z.string()
	}, async ({ text }) => ({ content: [{ type: "text", text }] }))
}
