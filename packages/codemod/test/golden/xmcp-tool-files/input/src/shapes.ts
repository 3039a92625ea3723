import { z } from "zod";

export const Region = { region: z.string().optional() };
