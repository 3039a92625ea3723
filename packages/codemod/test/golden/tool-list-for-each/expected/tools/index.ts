import echoTool from './echo.js';
import type { ListedTool } from './listed-tool.js';
import { pingTool } from './ping.js';

export type { ListedTool } from './listed-tool.js';

const tools: ListedTool[] = [echoTool, pingTool];

export default tools;
