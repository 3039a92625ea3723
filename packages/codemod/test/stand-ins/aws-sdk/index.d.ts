export class EC2 {
  readonly config: { readonly region: string };
  constructor(options: { region: string });
}
