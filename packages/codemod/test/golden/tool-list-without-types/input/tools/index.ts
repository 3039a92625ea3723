import RepeatTool from './repeat.js';
import UpperTool from './upper.js';

export default {
  RepeatTool,
  UpperTool,
};
