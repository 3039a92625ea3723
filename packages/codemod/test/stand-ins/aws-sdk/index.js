exports.EC2 = class {
  constructor(options) {
    this.config = options;
  }
};
