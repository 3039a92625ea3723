import { createApp } from './configurations.ts';

createApp('cdk.out').synth();
