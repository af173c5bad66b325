import { Enum, Integer, Optional, Object as RecordOf, type Static, String as Text } from 'typebox';
import { validator } from '#base/validate.ts';
import { lanAddresses, terminalQr } from './lan.ts';
import { type RunningServer, startServer } from './start.ts';

/** The only place that reads the environment. */
const Environment = RecordOf({
  MILLRACE_PORT: Integer({ minimum: 0, maximum: 65535 }),
  MILLRACE_HOST: Text({ pattern: '^[A-Za-z0-9.:_-]+$' }),
  MILLRACE_DATA: Text({ minLength: 1 }),
  MILLRACE_ORIGINS: Optional(Text({ pattern: '^https?://[^ ,/]+(?:,https?://[^ ,/]+)*$' })),
  MILLRACE_LOG: Enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']),
});

const meanings: Readonly<Record<keyof Static<typeof Environment>, string>> = {
  MILLRACE_PORT: 'a port number from 0 to 65535, for example 4100',
  MILLRACE_HOST: 'an address to listen at: 0.0.0.0 for the whole network, 127.0.0.1 for this machine only',
  MILLRACE_DATA: 'a folder for the database, for example ./data',
  MILLRACE_ORIGINS: 'origins with commas between them and no slash at the end, for example https://millrace.example.org',
  MILLRACE_LOG: 'silent, fatal, error, warn, info, debug or trace',
};

function readEnvironment(env: NodeJS.ProcessEnv): Static<typeof Environment> {
  const given = (name: keyof typeof meanings) => (env[name] === undefined || env[name] === '' ? undefined : env[name]);
  const port = given('MILLRACE_PORT');
  const origins = given('MILLRACE_ORIGINS');
  const checked = validator<Static<typeof Environment>>(Environment)({
    MILLRACE_PORT: port === undefined ? 4100 : Number(port),
    MILLRACE_HOST: given('MILLRACE_HOST') ?? '0.0.0.0',
    MILLRACE_DATA: given('MILLRACE_DATA') ?? './data',
    ...(origins === undefined ? {} : { MILLRACE_ORIGINS: origins }),
    MILLRACE_LOG: given('MILLRACE_LOG') ?? 'warn',
  });
  if (checked.ok) return checked.value;
  for (const { path } of checked.faults) {
    const name = path?.slice(1) as keyof typeof meanings;
    console.error(`${name} must be ${meanings[name]}; it is ${JSON.stringify(env[name])}.`);
  }
  process.exit(1);
}

const environment = readEnvironment(process.env);
const { MILLRACE_PORT: wantedPort, MILLRACE_HOST: host } = environment;

const server: RunningServer = await startServer({
  port: wantedPort,
  host,
  data: environment.MILLRACE_DATA,
  ...(environment.MILLRACE_ORIGINS === undefined ? {} : { origins: environment.MILLRACE_ORIGINS.split(',') }),
  logLevel: environment.MILLRACE_LOG,
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') {
    console.error(
      `Port ${wantedPort} is taken by another program. Stop that one, or start with another: MILLRACE_PORT=${wantedPort + 1}`,
    );
  } else if (error.code === 'EACCES' && error.syscall === 'listen') {
    console.error(`Port ${wantedPort} needs rights that this user does not have. Start with another: MILLRACE_PORT=4100`);
  } else {
    console.error(
      error.code === undefined
        ? error.message
        : `Millrace can’t use the data folder ${environment.MILLRACE_DATA}: ${error.message}.`,
    );
  }
  process.exit(1);
});

const everywhere = host === '0.0.0.0' || host === '::';
const [lan] = everywhere ? lanAddresses() : [];
console.log(`Millrace is running at http://${everywhere ? 'localhost' : host}:${server.port}`);
if (lan !== undefined) {
  const address = `http://${lan}:${server.port}`;
  console.log(`Others in this network: ${address}\n\n${terminalQr(address)}\n`);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`Millrace could not store everything before it ended: ${String(error)}`);
        process.exit(1);
      },
    );
  });
}
