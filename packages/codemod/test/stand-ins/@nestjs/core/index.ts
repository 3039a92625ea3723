import { moduleOptions } from '../common/index.js';

interface Strategy {
  listen(controllers: readonly object[]): Promise<void>;
}

export const NestFactory = {
  async createMicroservice(module: object, { strategy }: { strategy: Strategy }) {
    const controllers = moduleOptions(module).controllers.map((Controller) => new Controller());
    return { listen: () => strategy.listen(controllers) };
  },
};
