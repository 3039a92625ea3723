// node merge-runtime.mjs RUNTIME FIELDS IMAGE: prints what update-agent-runtime needs to change nothing but the image.
// RUNTIME is what get-agent-runtime answered, FIELDS what --generate-cli-skeleton says that this aws command can send.
// Plain JavaScript, because it runs on whatever Node.js a build machine has.
import { readFileSync } from 'node:fs';

/** What UpdateAgentRuntime takes (SDK model 3.1142). An aws command that lacks one would remove it without a word. */
const KNOWN = [
  'agentRuntimeArtifact',
  'authorizerConfiguration',
  'capacityProviderConfiguration',
  'description',
  'environmentVariables',
  'filesystemConfigurations',
  'lifecycleConfiguration',
  'metadataConfiguration',
  'networkConfiguration',
  'platformVersion',
  'protocolConfiguration',
  'requestHeaderConfiguration',
  'roleArn',
];

const [, , runtimeFile, fieldsFile, image] = process.argv;
const runtime = JSON.parse(readFileSync(runtimeFile, 'utf8'));
const fields = JSON.parse(readFileSync(fieldsFile, 'utf8'));

const problem = problemOf();
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  process.stdout.write(JSON.stringify(updateOf()));
}

function problemOf() {
  const missing = KNOWN.filter((name) => !(name in fields));
  if (missing.length > 0)
    return `install a newer AWS CLI: this one would remove ${missing.join(', ')} from the runtime`;
  if (!runtime.agentRuntimeArtifact?.containerConfiguration) {
    return 'name a runtime that runs a container image: this one runs uploaded code';
  }
  if (['CREATING', 'UPDATING', 'DELETING'].includes(runtime.status)) {
    return `wait until the runtime is READY (it is ${runtime.status}) and run this again`;
  }
}

function updateOf() {
  const kept = Object.keys(fields).filter((name) => runtime[name] !== undefined && runtime[name] !== null);
  const update = Object.fromEntries(kept.map((name) => [name, runtime[name]]));
  const { containerConfiguration } = runtime.agentRuntimeArtifact;
  update.agentRuntimeArtifact = { containerConfiguration: { ...containerConfiguration, containerUri: image } };
  return update;
}
