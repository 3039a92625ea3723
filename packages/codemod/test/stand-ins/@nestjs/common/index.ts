// What a controller of MCP-Nest uses of NestJS 11.
export interface ModuleOptions {
  controllers: (new () => object)[];
}

const modules = new WeakMap<object, ModuleOptions>();

export function Module(options: ModuleOptions): ClassDecorator {
  return (target) => {
    modules.set(target, options);
  };
}

export function moduleOptions(target: object): ModuleOptions {
  return modules.get(target) ?? { controllers: [] };
}
