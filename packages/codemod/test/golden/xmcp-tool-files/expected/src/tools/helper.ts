export const metadata = { name: "no-tool", description: "A file without a default export is none" };
